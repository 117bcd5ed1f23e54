import { AppError } from '@/lib/errors';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its cookie wherever it is asked from, so a change by cookie needs an `Origin` that is ours: the public
 * URL's, or the host the request was sent to.
 */
export function requireSameOrigin(request: Request, publicUrl: string | undefined): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.get('origin');
  const parsed = origin === null ? null : URL.parse(origin);
  const own = publicUrl === undefined ? null : URL.parse(publicUrl);
  const host = request.headers.get('host') ?? URL.parse(request.url)?.host;
  if (parsed && (parsed.origin === own?.origin || parsed.host === host)) return;
  throw new AppError(
    'forbidden',
    'A change with a session cookie needs an Origin header of this site; use an API token elsewhere.',
  );
}
