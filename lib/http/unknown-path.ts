import { AppError } from '@/lib/errors';
import { problem } from './problem';

/** Answers for addresses that lead nowhere: a client of the API is never given a page. */
export const unknownPath = (request: Request): Response =>
  problem(new AppError('not_found', `Nothing is at ${new URL(request.url).pathname}. /docs/api lists what is.`));
