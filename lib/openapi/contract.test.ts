import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { type ApiCall, call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const gate = { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5 };
const plan = {
  mechanism: 'canary',
  steps: [
    { ring: 'early', exposure: 10, hold: '5m' },
    { ring: 'broad', exposure: 100, hold: '5m' },
  ],
  gates: { errors: gate, absolute: { sli: 'error_rate', compare: 'limit', limit: 0.02 } },
};
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const service = {
  displayName: 'Checkout',
  owner: 'storefront',
  tier: 1,
  plan: 'standard',
  provider: { kind: 'webhook', url: 'http://127.0.0.1:9999/hook', secret },
};

let token: string;
const send = (method: string, url: string, body?: unknown, more: ApiCall = {}): Promise<Response> =>
  call(method, url, { token, ...(body === undefined ? {} : { body }), ...more });
const count = async (sql: string): Promise<number> =>
  (await db.sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n ?? -1;

beforeAll(async () => {
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  await send('PUT', '/api/v1/plans/standard', plan);
  await send('PUT', '/api/v1/services/checkout', service);
}, 30_000);

describe('the same PUT again', () => {
  it('of a plan makes no new version, whatever the order of its fields or which defaults are written out', async () => {
    const put = (body: unknown) => send('PUT', '/api/v1/plans/same', body);
    expect((await put(plan)).status).toBe(201);
    const { gates, steps, mechanism } = plan;
    const again = await put({ rollback: { automatic: true, failingGates: 1 }, gates, steps, mechanism });
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"']);
    expect(await count("plan_version WHERE plan = 'same'")).toBe(1);
    expect(await count("audit_event WHERE chain = 'plan:same'")).toBe(1);
    const other = await put({ ...plan, noDataAfter: '3m' });
    expect([other.status, other.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await send('PUT', '/api/v1/plans/same', plan, { headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(412);
  });

  it('of a service neither; another secret does', async () => {
    const put = (body: unknown) => send('PUT', '/api/v1/services/twice', body);
    expect((await put(service)).status).toBe(201);
    const again = await put(service);
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"']);
    const { secret: _, ...bare } = service.provider;
    expect((await put({ ...service, provider: bare })).headers.get('etag')).toBe('"1"');
    const rotated = await put({ ...service, provider: { ...bare, secret: `${secret}AAAA` } });
    expect(rotated.headers.get('etag')).toBe('"2"');
    expect(await count("audit_event WHERE chain = 'service:twice'")).toBe(2);
  });
});

describe('a person', () => {
  it('put the same again stays the same; a password is a change of its own', async () => {
    const put = (body: unknown) => send('PUT', '/api/v1/users/kim%40example.com', body);
    const kim = { name: 'Kim', role: 'viewer', disabled: false };
    const tags: unknown[] = [];
    for (const body of [kim, kim, { ...kim, password: 'a long password' }, { ...kim, disabled: true }])
      tags.push((await put(body)).headers.get('etag'));
    expect(tags).toEqual(['"1"', '"1"', '"2"', '"3"']);
    expect(await count("audit_event WHERE type LIKE 'user.%' AND data->>'email' = 'kim@example.com'")).toBe(3);
    expect((await send('GET', '/api/v1/users/nobody%40example.com')).status).toBe(404);
  });
});

describe('ETag and If-Match', () => {
  const RINGS = { rings: [{ name: 'early', share: 0.1 }, { name: 'broad' }] };
  it.each([
    ['/api/v1/rings', RINGS, { rings: [...RINGS.rings, { name: 'late' }] }],
    ['/api/v1/users/pia%40example.com', { name: 'Pia', role: 'viewer' }, { name: 'Pia', role: 'operator' }],
    ['/api/v1/freezes/party', { scope: 'all', reason: 'party' }, { scope: 'all', reason: 'long party' }],
  ])('guard %s against a lost update', async (url, first, second) => {
    expect((await send('PUT', url, first)).status).toBe(201);
    const read = await send('GET', url);
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"\w+"$/);
    const mine = await send('PUT', url, second, { headers: { 'if-match': tag } });
    expect([mine.status, mine.headers.get('etag') === tag]).toEqual([200, false]);
    const theirs = await send('PUT', url, first, { headers: { 'if-match': tag } });
    expect([theirs.status, theirs.headers.get('content-type')]).toEqual([412, 'application/problem+json']);
    if (url.includes('freezes')) await send('DELETE', url);
  });
});

describe('a release that was just asked for', () => {
  it('needs no attention since now, not since 1970', async () => {
    await send('PUT', '/api/v1/services/fresh', service);
    const release = await (await send('POST', '/api/v1/releases', { service: 'fresh', version: '1' })).json();
    expect(release).toMatchObject({ attention: { since: (release as { createdAt: string }).createdAt } });
  });
});

describe('the kill switch', () => {
  it('names who pulled it, here the token', async () => {
    const answer = await send('POST', '/api/v1/kill', { scope: { service: 'checkout' }, reason: 'fire' });
    expect(await answer.json()).toEqual({ services: [{ service: 'checkout', done: expect.any(String) }] });
    const freeze = await (await send('GET', '/api/v1/freezes/kill:checkout')).json();
    expect(freeze).toMatchObject({ active: true, createdBy: expect.stringMatching(/ \(test\)$/) });
    expect((await send('POST', '/api/v1/freezes/kill:checkout/lift')).status).toBe(200);
  });
});

describe('the series of a release', () => {
  it('carry the bounds of every gate on the SLI', async () => {
    await send('PUT', '/api/v1/services/drawn', service);
    const created = await send('POST', '/api/v1/releases', { service: 'drawn', version: '2', baselineVersion: '1' });
    const { id } = (await created.json()) as { id: string };
    const at = new Date(Date.now() - 60_000).toISOString();
    const sample = { at, interval: '10s', requests: 100 };
    const samples = [
      { ...sample, version: '1', errors: 2 },
      { ...sample, version: '2', errors: 9 },
    ];
    expect((await send('POST', '/api/v1/telemetry', { service: 'drawn', samples })).status).toBe(202);
    const answer = await send('GET', `/api/v1/releases/${id}/series?sli=error_rate`);
    expect(await answer.json()).toMatchObject({
      canary: [{ value: 0.09 }],
      baseline: [{ value: 0.02 }],
      bounds: [
        { gate: 'errors', compare: 'baseline', bound: 1.5, points: [{ value: 0.03 }] },
        { gate: 'absolute', compare: 'limit', bound: 0.02, points: [{ value: 0.02 }] },
      ],
    });
  });
});

describe('the metrics', () => {
  it('count what is ingested, refused and known already', async () => {
    const at = new Date(Date.now() - 120_000).toISOString();
    const good = { version: '1', at, interval: '10s', requests: 10, errors: 0 };
    const body = { service: 'checkout', samples: [good, { ...good, errors: 11 }] };
    const before = await counters();
    await send('POST', '/api/v1/telemetry', body);
    await send('POST', '/api/v1/telemetry', body);
    const after = await counters();
    const rise = (name: string) => (after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);
    expect(['requests', 'samples_accepted', 'samples_duplicates', 'samples_refused'].map(rise)).toEqual([2, 1, 1, 2]);
  });
});

async function counters(): Promise<Map<string, number>> {
  const text = await (await send('GET', '/api/metrics')).text();
  const found = text.matchAll(/^rampart_ingest_(\w+)_total\{way="push"\} (\d+)$/gm);
  return new Map([...found].map(([, name, value]) => [name ?? '', Number(value)]));
}
