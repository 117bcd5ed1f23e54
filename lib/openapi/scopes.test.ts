import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '@/lib/access/scopes';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import { OPERATIONS } from './table';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const tokens = new Map<Scope, string>();
beforeAll(async () => {
  const admin = await makePerson(db, 'admin');
  for (const scope of SCOPES) tokens.set(scope, await makeToken(db, admin, [scope]));
});

const VALUES: Record<string, string> = {
  id: '0193f000-0000-7000-8000-000000000000',
  token: '0193f000-0000-7000-8000-000000000000',
  email: 'a%40b.example',
};
const urlOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'nothing-here');

const guarded = OPERATIONS.filter(({ scope }) => scope !== 'public' && scope !== 'signature');
// An open stream, and the check of the whole record, are tried by their own tests.
const callable = guarded.filter(({ path }) => path !== '/api/stream');

describe('every operation × every scope', () => {
  it.each(callable.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s',
    async (_name, { method, path, scope }) => {
      const body = method === 'GET' || method === 'DELETE' ? {} : { raw: '[' };
      expect((await call(method, urlOf(path), body)).status).toBe(401);
      for (const held of SCOPES) {
        const answer = await call(method, urlOf(path), { token: tokens.get(held) ?? '', ...body });
        const may = scope === 'person' || scope === held;
        expect({ held, refused: answer.status === 403 }).toEqual({ held, refused: !may });
        expect(answer.status).toBeLessThan(500);
        await answer.body?.cancel();
      }
    },
  );

  it('gives GETs, and questions too long for an address, to read alone, but for who one is', () => {
    const asks = ({ method, path }: { method: string; path: string }) =>
      method === 'GET' || path === '/api/v1/plans/{plan}/assess';
    const wrong = guarded.filter(
      (operation) =>
        asks(operation) !== (operation.scope === 'read') &&
        operation.scope !== 'person' &&
        operation.scope !== 'session',
    );
    expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
