import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SCOPES } from '@/lib/access/scopes';
import { type ApiCall, call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import { OPERATIONS } from './table';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const step = { ring: 'all', exposure: 10, hold: '5m' };
const last = { ring: 'all', exposure: 100, hold: '5m' };
const plan = (...steps: object[]) => ({ mechanism: 'canary', steps });
const webhook = { kind: 'webhook', url: 'http://127.0.0.1:9999/hook' };
const service = { displayName: 'Checkout', owner: 'storefront', tier: 1, plan: 'standard', provider: webhook };
const provider = (url: string) => ({ ...service, provider: { ...webhook, url } });
const release = { service: 'checkout', version: '2.0.0' };
const NOBODY = '0193f000-0000-7000-8000-000000000000';

let all: string;
let readOnly: string;
let pending: string;

const as = (token: string, more: ApiCall = {}): ApiCall => ({ token, ...more });

async function counts(): Promise<unknown> {
  const tables = ['service', 'plan', 'plan_version', 'release', 'freeze', 'command', 'audit_event', 'ring'];
  return (
    await db.sql.query(`SELECT ${tables.map((table) => `(SELECT count(*) FROM "${table}") AS "${table}"`).join(', ')}`)
  )[0];
}

beforeAll(async () => {
  const admin = await makePerson(db, 'admin');
  all = await makeToken(db, admin, SCOPES);
  readOnly = await makeToken(db, admin, ['read']);
  expect((await call('PUT', '/api/v1/plans/standard', as(all, { body: plan(step, last) }))).status).toBe(201);
  expect((await call('PUT', '/api/v1/services/checkout', as(all, { body: service }))).status).toBe(201);
  const created = await call('POST', '/api/v1/releases', as(all, { body: { service: 'checkout', version: '1.0.0' } }));
  expect(created.status).toBe(201);
  pending = ((await created.json()) as { id: string }).id;
}, 30_000);

type Case = [name: string, method: string, url: () => string, body: unknown, status: number, says: RegExp];
const at = (url: string) => () => url;
const PLAN = at('/api/v1/plans/bad');
const SERVICE = at('/api/v1/services/bad');
const RELEASES = at('/api/v1/releases');

const CASES: Case[] = [
  ['exposure 140', 'PUT', PLAN, plan({ ...step, exposure: 140 }, last), 422, /steps\.0\.exposure.*0 to 100.*140/],
  ['exposure −1', 'PUT', PLAN, plan({ ...step, exposure: -1 }, last), 422, /0 to 100/],
  [
    'exposure as text',
    'PUT',
    PLAN,
    plan({ ...step, exposure: '10' }, last),
    400,
    /steps\.0\.exposure must be a number/,
  ],
  ['three decimals', 'PUT', PLAN, plan({ ...step, exposure: 0.001 }, last), 422, /two decimals/],
  [
    'hold "yesterday"',
    'PUT',
    PLAN,
    plan({ ...step, hold: 'yesterday' }, last),
    422,
    /steps\.0\.hold.*duration.*yesterday/,
  ],
  [
    'steps that fall',
    'PUT',
    PLAN,
    plan({ ...step, exposure: 50 }, step, last),
    422,
    /exposure never falls: 10 after 50/,
  ],
  ['last step below 100', 'PUT', PLAN, plan(step), 422, /last step must be 100/],
  ['a gate nobody knows', 'PUT', PLAN, plan({ ...step, gates: ['nope'] }, last), 422, /no gate named "nope"/],
  [
    'unknown field',
    'PUT',
    PLAN,
    { ...plan(step, last), speed: 1 },
    400,
    /speed is not a known field; known are mechanism/,
  ],
  [
    'ring nobody knows',
    'PUT',
    PLAN,
    { mechanism: 'ring', steps: [{ ...last, ring: 'moon' }] },
    422,
    /no ring named "moon"/,
  ],
  ['a name with capitals', 'PUT', at('/api/v1/plans/Bad'), plan(step, last), 422, /plan must be 1 to 63 characters/],
  ['a list', 'PUT', PLAN, [], 400, /must be an object, not a list/],
  ['provider over ftp', 'PUT', SERVICE, provider('ftp://example.com/x'), 422, /provider\.url.*http or https/],
  ['provider file', 'PUT', SERVICE, provider('file:///etc/passwd'), 422, /http or https/],
  ['metadata address', 'PUT', SERVICE, provider('http://169.254.169.254/latest'), 422, /metadata/],
  ['metadata as a number', 'PUT', SERVICE, provider('http://2852039166/'), 422, /metadata/],
  ['metadata in IPv6', 'PUT', SERVICE, provider('http://[::ffff:169.254.169.254]/'), 422, /metadata/],
  ['link-local IPv6', 'PUT', SERVICE, provider('http://[fe80::1]/'), 422, /link-local/],
  ['metadata name', 'PUT', SERVICE, provider('http://metadata.google.internal/'), 422, /metadata/],
  [
    'statusUrl link-local',
    'PUT',
    SERVICE,
    { ...service, provider: { ...webhook, statusUrl: 'http://169.254.1.1/' } },
    422,
    /provider\.statusUrl/,
  ],
  [
    'Prometheus at metadata',
    'PUT',
    SERVICE,
    { ...service, telemetry: { kind: 'prometheus', url: 'http://169.254.169.254' } },
    422,
    /telemetry\.url/,
  ],
  ['plan nobody knows', 'PUT', SERVICE, { ...service, plan: 'nope' }, 422, /no plan named "nope"/],
  ['tier 7', 'PUT', SERVICE, { ...service, tier: 7 }, 422, /tier must be one of 1, 2, 3, not 7/],
  ['no owner', 'PUT', SERVICE, { ...service, owner: undefined }, 400, /owner is needed/],
  [
    'short secret',
    'PUT',
    SERVICE,
    { ...service, provider: { ...webhook, secret: 'whsec_YWJj' } },
    422,
    /24 to 64 bytes/,
  ],
  ['service nobody knows', 'POST', RELEASES, { ...release, service: 'nope' }, 404, /nope/],
  ['version with spaces', 'POST', RELEASES, { ...release, version: '1 0' }, 422, /without spaces/],
  ['startAt "soon"', 'POST', RELEASES, { ...release, startAt: 'soon' }, 422, /ISO 8601/],
  ['NUL in the changelog', 'POST', RELEASES, { ...release, changelog: 'a\u0000b' }, 422, /cannot be stored/],
  ['the same version again', 'POST', RELEASES, { ...release, version: '1.0.0' }, 409, /in flight/],
  ['advance while pending', 'POST', () => `/api/v1/releases/${pending}/advance`, {}, 409, /pending|waiting|allowed/i],
  ['resume while pending', 'POST', () => `/api/v1/releases/${pending}/resume`, {}, 409, /./],
  ['unknown action', 'POST', () => `/api/v1/releases/${pending}/explode`, {}, 404, /^$/],
  [
    'action with an unknown field',
    'POST',
    () => `/api/v1/releases/${pending}/pause`,
    { why: 'x' },
    400,
    /why is not a known field; known are reason, blockers/,
  ],
  ['action on nothing', 'POST', at(`/api/v1/releases/${NOBODY}/pause`), {}, 404, /release/],
  ['action on a name', 'POST', at('/api/v1/releases/checkout/pause'), {}, 404, /Nothing is at/],
  ['release nobody knows', 'GET', at(`/api/v1/releases/${NOBODY}`), undefined, 404, /release/],
  ['limit 0', 'GET', at('/api/v1/releases?limit=0'), undefined, 422, /limit/],
  [
    'limit "x"',
    'GET',
    at('/api/v1/releases?limit=x'),
    undefined,
    400,
    /limit must be a whole number from 1 to 200, not "x"/,
  ],
  ['limit 10000', 'GET', at('/api/v1/releases?limit=10000'), undefined, 422, /limit/],
  ['a cursor of its own', 'GET', at('/api/v1/releases?cursor=abc'), undefined, 400, /cursor/],
  ['status nobody knows', 'GET', at('/api/v1/releases?status=flying'), undefined, 422, /status/],
  ['unknown filter', 'GET', at('/api/v1/releases?colour=red'), undefined, 400, /colour is not a known field/],
  ['kill without a reason', 'POST', at('/api/v1/kill'), { scope: { service: 'checkout' } }, 422, /reason/],
  ['kill of nothing', 'POST', at('/api/v1/kill'), { scope: { service: 'nope' }, reason: 'x' }, 404, /nope/],
  [
    'kill of a list',
    'POST',
    at('/api/v1/kill'),
    { scope: ['checkout'], reason: 'x' },
    422,
    /scope must be "all" or \{ "service": "<name>" \}, not a list/,
  ],
  ['proceed without a version', 'GET', at('/api/v1/proceed?service=checkout'), undefined, 400, /version is needed/],
  [
    'freeze that ends before it starts',
    'PUT',
    at('/api/v1/freezes/f'),
    { scope: 'all', start: '2026-12-02T00:00:00Z', end: '2026-12-01T00:00:00Z', reason: 'x' },
    422,
    /end must be after/,
  ],
  ['freeze of nothing', 'PUT', at('/api/v1/freezes/f'), { scope: { service: 'nope' }, reason: 'x' }, 422, /no service/],
  ['delete of a service in flight', 'DELETE', at('/api/v1/services/checkout'), undefined, 409, /in flight/],
  ['delete of a plan in use', 'DELETE', at('/api/v1/plans/standard'), undefined, 409, /checkout/],
  [
    'token beyond the scopes there are',
    'POST',
    at('/api/v1/tokens'),
    { name: 'x', scopes: ['root'] },
    422,
    /scopes\.0/,
  ],
];

type Property = { type?: string; minimum?: number; maximum?: number };
const numbers = OPERATIONS.flatMap(({ path, query }) => {
  const { properties = {} } = query ? z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) : {};
  return Object.entries(properties as Record<string, Property>)
    .filter(([, { type }]) => type === 'integer' || type === 'number')
    .map(
      ([name, { minimum, maximum }]) => [path, name, `must be a whole number from ${minimum} to ${maximum}`] as const,
    );
});

describe('every number in a query', () => {
  it.each(numbers)('%s?%s= is refused with what came and what is allowed', async (path, name, says) => {
    const url = path.replace(/\{\w+\}/g, NOBODY);
    for (const [sent, came] of [
      ['x', '"x"'],
      ['', '""'],
      ['1e2', '"1e2"'],
      ['0', '0'],
      ['1.5', '1.5'],
      ['99999999999999999999', '100000000000000000000'],
    ]) {
      const answer = await call('GET', `${url}?${name}=${sent}`, as(all));
      expect([400, 422]).toContain(answer.status);
      expect(await answer.json()).toMatchObject({ errors: [{ path: name, message: `${says}, not ${came}` }] });
    }
  });
});

describe('bad input', () => {
  it.each(CASES)('%s', async (_name, method, url, body, status, says) => {
    const before = await counts();
    const answer = await call(method, url(), as(all, body === undefined ? {} : { body }));
    const text = await answer.text();
    expect({ status: answer.status, text: status === answer.status ? '' : text }).toEqual({ status, text: '' });
    if (text) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const problem: { detail: string; status: number; title: string; code: string; type: string } = JSON.parse(text);
      expect(problem).toMatchObject({
        status,
        type: expect.any(String),
        title: expect.any(String),
        code: expect.any(String),
      });
      expect(problem.detail).toMatch(says);
      expect(text).not.toMatch(/node_modules|\.ts:\d+|at async|SELECT |prisma/i);
    }
    expect(await counts()).toEqual(before);
  });

  it('a 20 MB body is refused before it is read', async () => {
    const before = await counts();
    for (const url of ['/api/v1/releases', '/api/v1/kill']) {
      expect((await call('POST', url, as(all, { raw: `{"service":"${'x'.repeat(20_000_000)}"}` }))).status).toBe(413);
    }
    expect(
      (await call('POST', '/api/v1/releases', as(all, { raw: '{}', headers: { 'content-length': '20000000' } })))
        .status,
    ).toBe(413);
    expect(await counts()).toEqual(before);
  });

  it('text that is no JSON says where it breaks', async () => {
    const answer = await call('POST', '/api/v1/releases', as(all, { raw: '{"service":' }));
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('not JSON'),
    ]);
  });

  it('a token without the scope is told which is missing, and nothing is written', async () => {
    const before = await counts();
    const answer = await call('POST', '/api/v1/releases', as(readOnly, { body: release }));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ missing: 'release' });
    expect(await counts()).toEqual(before);
  });

  it('a lost update is refused', async () => {
    const answer = await call(
      'PUT',
      '/api/v1/plans/standard',
      as(all, { body: plan(step, last), headers: { 'if-match': '"7"' } }),
    );
    expect(answer.status).toBe(412);
  });
});
