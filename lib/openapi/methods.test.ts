import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, loadRoute, ROUTES } from '@/lib/testing/api';
import { OPERATIONS } from './table';

const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** What the table of operations says a path takes, as `Allow` lists it. */
const allowOf = (path: string): string => {
  const own: string[] = OPERATIONS.filter((operation) => operation.path === path).map(({ method }) => method);
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
};
const urlOf = (path: string) => path.replace(/\{\w+\}/g, '0193f000-0000-7000-8000-000000000000');

describe.each(ROUTES.map(({ path }) => [path, allowOf(path)] as const))('%s', (path, allow) => {
  it.each(METHODS.filter((method) => !allow.split(', ').includes(method)))('refuses %s', async (method) => {
    const answer = await call(method, urlOf(path));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(await answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed', allow: allow.split(', ') });
  });

  it('says by OPTIONS what it takes', async () => {
    const answer = await call('OPTIONS', urlOf(path));
    expect([answer.status, answer.headers.get('allow'), answer.body]).toEqual([204, allow, null]);
  });
});

it('the routes that are no part of the API refuse in the same way', async () => {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('app/{api,v1}/**/route.ts', { cwd: root }).filter((file) => !file.includes('[...path]'));
  expect(files.length).toBeGreaterThan(ROUTES.length);
  for (const file of files) {
    const route = await loadRoute(join(root, file));
    for (const method of [...METHODS, 'OPTIONS']) expect(route, `${method} of ${file}`).toHaveProperty(method);
  }
});
