const NO_STORE = { 'cache-control': 'no-store' };

/** A JSON answer; never cached, since state changes under it. */
export function json(value: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(value), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json', ...NO_STORE, ...init.headers },
  });
}

export const noContent = (): Response => new Response(null, { status: 204, headers: NO_STORE });

export function text(
  value: string,
  contentType = 'text/plain; charset=utf-8',
  headers: Record<string, string> = {},
): Response {
  return new Response(value, { headers: { 'content-type': contentType, ...NO_STORE, ...headers } });
}

/** What PUT answers: 201 when it created, 200 when it replaced, with the new ETag. */
export const stored = (value: unknown, created: boolean, version: number): Response =>
  json(value, { status: created ? 201 : 200, headers: { etag: etag(version) } });

export const etag = (version: number | string): string => `"${version}"`;

/** The tag an `If-Match` header demands, for what is tagged by its content; null when absent or `*`. */
export function ifMatchTag(request: Request): string | null {
  const header = request.headers.get('if-match')?.trim();
  if (header === undefined || header === '*') return null;
  return header.replace(/^(?:W\/)?"([^"]*)"$/, '$1');
}

/**
 * The version an `If-Match` header demands: null when absent or `*` matched anything, NaN for a tag that was never given
 * out, so that it matches nothing.
 */
export function ifMatch(request: Request): number | null {
  const header = request.headers.get('if-match');
  if (header === null || header.trim() === '*') return null;
  const match = /^(?:W\/)?"(\d+)"$/.exec(header.trim());
  return match ? Number(match[1]) : Number.NaN;
}
