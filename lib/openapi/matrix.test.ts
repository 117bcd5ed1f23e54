import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import type { Operation } from '@/lib/http/operation';
import { ACTORS, expected, matrixTable } from '@/lib/testing/access-matrix';
import { type Scene, TARGETS } from '@/lib/testing/access-targets';
import { type ApiCall, call, loadRoute } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { joinTeam, makePerson, makeTeam, makeToken, signedIn } from '@/lib/testing/people';
import { OPERATIONS } from './table';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
process.env.NEXTAUTH_SECRET = 'a secret of the test, long enough';

const root = join(import.meta.dirname, '../..');
const ID = '0193f000-0000-7000-8000-000000000000';
const VALUES: Record<string, string> = { id: ID, token: ID, session: ID, invitation: ID, email: 'a%40b.example' };
const urlOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'nothing-here');

const browsers = new Map<string, Record<string, string>>();
let scene: Scene;

beforeAll(async () => {
  await makeTeam(db, 'owners');
  await makeTeam(db, 'strangers');
  for (const { name, role, own, other } of ACTORS) {
    if (role === null) continue;
    const person = await makePerson(db, role);
    if (own) await joinTeam(db, person, 'owners', own);
    if (other) await joinTeam(db, person, 'strangers', other);
    browsers.set(name, await signedIn(db, person));
  }
  scene = { db, token: await makeToken(db, await makePerson(db, 'admin'), SCOPES), team: 'owners' };
}, 30_000);

const answerOf = (status: number): 401 | 403 | 'may' => (status === 401 || status === 403 ? status : 'may');

/** What the operation is called with: something real where the verb looks at it, else what the parser refuses. */
async function callOf({ method, path, scope, reach }: Operation): Promise<{ url: string } & ApiCall> {
  const target = reach === 'target' ? await TARGETS[`${method} ${path}`]?.(scene) : undefined;
  if (target) return target;
  const bodyless = method === 'GET' || method === 'DELETE' || scope === 'signature';
  return { url: urlOf(path), ...(bodyless ? {} : { raw: '[' }) };
}

describe('every operation × every role, everywhere, in its team and in another, and nobody', () => {
  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s',
    async (_name, operation) => {
      const { url, ...sent } = await callOf(operation);
      // Those who may come last: what they do may be the end of what is called.
      const order = [...ACTORS].sort(
        (a, b) => Number(expected(operation, a) === 'may') - Number(expected(operation, b) === 'may'),
      );
      const found: Record<string, unknown> = {};
      for (const actor of order) {
        const answer = await call(operation.method, url, { ...sent, headers: browsers.get(actor.name) ?? {} });
        found[actor.name] = answerOf(answer.status);
        expect(answer.status).toBeLessThan(operation.path === '/api/readyz' ? 504 : 500);
        await answer.body?.cancel();
      }
      expect(found).toEqual(Object.fromEntries(order.map((actor) => [actor.name, expected(operation, actor)])));
    },
  );

  it('says which permission on what is missing', async () => {
    const { url, body } = (await TARGETS['POST /api/v1/kill']?.(scene)) ?? { url: '', body: {} };
    const answer = await call('POST', url, { body, headers: browsers.get('operator of another') ?? {} });
    expect(await answer.json()).toMatchObject({
      code: 'forbidden',
      missing: 'release',
      on: expect.stringMatching(/^service x-\w+ of team owners$/),
      detail: expect.stringContaining('The role "viewer" lacks the permission "release" on service x-'),
    });
  });
});

describe('nothing is outside the rules', () => {
  /** Not ours to describe: next-auth's own endpoints, and what answers 404 to every unknown path. */
  const OPEN = ['app/api/auth/[...nextauth]/route.ts', 'app/api/[...path]/route.ts', 'app/v1/[...path]/route.ts'];
  const files = globSync('app/**/route.ts', { cwd: root }).filter((file) => !OPEN.includes(file));

  it('every method of every route has a rule or is refused', async () => {
    for (const file of files) {
      const route = await loadRoute(join(root, file));
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const operation = route[method]?.operation as Pick<Operation, 'scope'> | undefined;
        if (operation?.scope) continue;
        const request = new Request('http://tower.test/', { method });
        const status = (await route[method]?.(request, { params: Promise.resolve({}) }))?.status ?? 405;
        expect({ file, method, status }).toEqual({ file, method, status: 405 });
      }
    }
  });

  it('what the document does not describe, the sample fleet, is called as every role too', async () => {
    const found: [string, string, number | undefined][] = [];
    for (const file of files.filter((path) => path.startsWith('app/api/demo/'))) {
      const route = await loadRoute(join(root, file));
      for (const method of ['GET', 'POST'] as const) {
        const operation = route[method]?.operation as Pick<Operation, 'scope' | 'reach'> | undefined;
        if (!operation?.scope) continue;
        for (const actor of ACTORS) {
          const sent = { method, headers: { host: 'tower.test', ...browsers.get(actor.name) } };
          const request = new Request('http://tower.test/', sent);
          const answer = await route[method]?.(request, { params: Promise.resolve({ operation: 'clear' }) });
          found.push([`${method} ${file}`, actor.name, answer?.status]);
          expect({ file, actor: actor.name, answer: answerOf(answer?.status ?? 0) }).toEqual({
            file,
            actor: actor.name,
            answer: expected(operation, actor),
          });
        }
      }
    }
    expect(found.length).toBe(2 * ACTORS.length);
  });

  it('every operation whose verb asks about its target is called on one', () => {
    const asking = OPERATIONS.filter(({ reach }) => reach === 'target').map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(TARGETS).sort()).toEqual(asking.sort());
  });

  it('there is no server action: each would need a row of its own here', () => {
    const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root });
    const actions = sources.filter((file) => /^\s*['"]use server['"]/m.test(readFileSync(join(root, file), 'utf8')));
    expect(actions).toEqual([]);
  });

  it('the matrix in docs/access.md is this one (UPDATE_MATRIX=1 writes it)', () => {
    const file = join(root, 'docs/access.md');
    const text = readFileSync(file, 'utf8');
    const [before, , after] = text.split(/<!-- \/?matrix -->/);
    const wanted = `${before}<!-- matrix -->\n${matrixTable(OPERATIONS)}\n<!-- /matrix -->${after}`;
    if (process.env.UPDATE_MATRIX) writeFileSync(file, wanted);
    else expect(text).toBe(wanted);
  });
});
