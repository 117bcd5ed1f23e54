import type { AppError, ErrorCode } from '@/lib/errors';

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
