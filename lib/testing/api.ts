import { globSync } from 'node:fs';
import { join } from 'node:path';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
export type RouteModule = Record<string, Handler & { operation?: unknown }>;

const root = join(import.meta.dirname, '../..');

/**
 * Every route file with the path it serves, in OpenAPI's form. next-auth's catch-all is not ours to describe, and the
 * sample fleet's controls are no part of the API.
 */
export const ROUTES: readonly { path: string; file: string }[] = globSync('app/{api,v1}/**/route.ts', { cwd: root })
  .filter((file) => !file.includes('[...') && !file.startsWith('app/api/demo/'))
  .map((file) => ({
    file: join(root, file),
    path: file.replace(/^app|\/route\.ts$/g, '').replace(/\[(\w+)\]/g, '{$1}'),
  }))
  // Literal segments before parameters, as the router prefers them.
  .sort((a, b) => (a.path.replaceAll('{', '~') < b.path.replaceAll('{', '~') ? -1 : 1));

export const loadRoute = async (file: string): Promise<RouteModule> => import(file);

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

export type ApiCall = { token?: string; body?: unknown; raw?: string; headers?: Record<string, string> };

/** Calls a route as a client would, without a server in between: `call('PUT', '/api/v1/plans/x', { token, body })`. */
export async function call(
  method: string,
  url: string,
  { token, body, raw, headers = {} }: ApiCall = {},
): Promise<Response> {
  const { pathname } = new URL(url, 'http://tower.test');
  for (const { path, file } of ROUTES) {
    const match = pattern(path).exec(pathname);
    if (!match) continue;
    const handler = (await loadRoute(file))[method];
    if (!handler) return new Response(null, { status: 405 });
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const all = {
      host: 'tower.test',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    };
    const request = new Request(`http://tower.test${url}`, {
      method,
      headers: all,
      ...(text === undefined ? {} : { body: text }),
    });
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    return handler(request, { params: Promise.resolve(params) });
  }
  return new Response(null, { status: 404 });
}
