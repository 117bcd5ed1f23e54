import { AppError } from '@/lib/errors';
import { problem } from './problem';

const METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
type Method = (typeof METHODS)[number];
type Answer = () => Response;

const WORDS = new Intl.ListFormat('en-GB');

/** What a path takes, as `Allow` says it: HEAD wherever there is GET, and OPTIONS. */
const allowed = (has: readonly string[]): string[] =>
  [...new Set([...has, ...(has.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();

/**
 * The handlers of a route for every method it does not have: 405 as a problem document with `Allow`, and OPTIONS, which
 * says the same. Next would answer an empty 405. `lib/openapi/methods.test.ts` holds every route to its operations.
 */
export function otherMethods<Has extends Exclude<Method, 'OPTIONS'>>(
  ...has: readonly Has[]
): Record<Exclude<Method, Has>, Answer> {
  const allow = allowed(has);
  const refuse: Answer = () =>
    problem(
      new AppError('method_not_allowed', `This address takes ${WORDS.format([...has].sort())} only.`, {
        extra: { allow },
      }),
    );
  const options: Answer = () =>
    new Response(null, { status: 204, headers: { allow: allow.join(', '), 'cache-control': 'no-store' } });
  const others = METHODS.filter((method) => !has.some((own) => own === method));
  return Object.fromEntries(others.map((method) => [method, method === 'OPTIONS' ? options : refuse])) as Record<
    Exclude<Method, Has>,
    Answer
  >;
}
