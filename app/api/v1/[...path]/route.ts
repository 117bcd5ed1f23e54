import { AppError } from '@/lib/errors';
import { problem } from '@/lib/http/problem';

// Next answers an unknown path with a page; an API client is owed a problem document.
const nowhere = ({ url }: Request): Response =>
  problem(new AppError('not_found', `There is nothing at ${new URL(url).pathname}; see /docs/api.`));

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
