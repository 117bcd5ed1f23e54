import { AppError, type ErrorCode } from '@/lib/errors';
import { logger } from '@/lib/log';
import { databaseTrouble } from './database-errors';

const TITLES: Record<ErrorCode, string> = {
  bad_request: 'Malformed request',
  unauthorized: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'Not in this state',
  precondition_failed: 'Changed in the meantime',
  too_large: 'Body too large',
  unprocessable: 'Not possible',
  rate_limited: 'Too many requests',
  internal: 'Internal error',
  unavailable: 'Not available right now',
};

/** RFC 9457. `retryAfter` (seconds) and `allow` in an error's `extra` become headers too. */
export function problem(error: AppError): Response {
  const { code, status, detail, errors, extra } = error;
  const body = {
    type: `/docs/api#${code}`,
    title: TITLES[code],
    status,
    detail,
    code,
    ...(errors ? { errors } : {}),
    ...extra,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (typeof extra?.retryAfter === 'number')
    headers.set('retry-after', String(Math.max(1, Math.ceil(extra.retryAfter))));
  if (Array.isArray(extra?.allow)) headers.set('allow', extra.allow.join(', '));
  if (code === 'unauthorized') headers.set('www-authenticate', 'Bearer realm="rampart"');
  return new Response(JSON.stringify(body), { status, headers });
}

/** The one mapper from anything thrown to an answer. What is not ours is logged and told as "internal", never shown. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const known = databaseTrouble(thrown);
  if (known?.code === 'unavailable') logAway(thrown);
  if (known) return known;
  logger('http').error({ err: thrown }, 'a request failed');
  return new AppError('internal', 'Something went wrong on the server. It was recorded; trying again is safe.');
}

const AWAY_AGAIN_MS = 60_000;
let awayAt = Number.NEGATIVE_INFINITY;

/** While the database is away every request is refused: the first says all about it, the others a line. */
function logAway(thrown: unknown): void {
  const again = performance.now() - awayAt < AWAY_AGAIN_MS;
  awayAt = performance.now();
  const why = thrown instanceof Error ? thrown.message.split('\n').at(-1) : String(thrown);
  logger('http').warn(again ? { why } : { err: thrown }, 'the database could not be reached');
}
