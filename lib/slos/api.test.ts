import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { uuidv7 } from '@/lib/shared/uuid';
import { type ApiCall, call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import { updateSlos } from './job';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const HOUR = 3_600_000;
let token: string;
const send = (method: string, url: string, body?: unknown, more: ApiCall = {}): Promise<Response> =>
  call(method, url, { token, ...(body === undefined ? {} : { body }), ...more });
const SLO = '/api/v1/services/checkout/slos/availability';
const good = { sli: { kind: 'ratio' }, objective: 0.99, window: '30d' };

/** A Prometheus with 100 events a minute, of which one in ten is bad. */
const prometheus = {
  request: (url: string) => {
    const query = new URL(url).searchParams;
    const values: [number, string][] = [];
    for (let at = Number(query.get('start')); at <= Number(query.get('end')); at += 60)
      values.push([at, query.get('query') === 'all' ? '100' : '10']);
    return Promise.resolve({
      status: 200,
      headers: {},
      body: JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
    });
  },
};
const update = () =>
  updateSlos({
    sql: db.sql,
    inTransaction: (fn) => db.inTransaction(fn),
    clock: { now: () => Date.now() + 60_000 },
    egress: prometheus,
    env: { RAMPART_RETENTION_DAYS: 30 },
  });

beforeAll(async () => {
  token = await makeToken(db, await makePerson(db, 'admin'), SCOPES);
  const steps = [{ ring: 'all', exposure: 100, hold: '5m' }];
  await send('PUT', '/api/v1/plans/standard', { mechanism: 'canary', steps });
  const provider = { kind: 'webhook', url: 'http://127.0.0.1:9999/hook' };
  const service = { displayName: 'Checkout', owner: 'shop', tier: 1, plan: 'standard', provider };
  await send('PUT', '/api/v1/services/checkout', service);
  await send('PUT', '/api/v1/services/asked', {
    ...service,
    telemetry: { kind: 'prometheus', url: 'http://127.0.0.1:9090' },
  });
  const at = new Date(Date.now() - HOUR / 2).toISOString();
  const samples = [
    { version: '1.0.0', at, interval: '10s', requests: 9_000, errors: 10 },
    { version: '2.0.0', at, interval: '10s', requests: 1_000, errors: 40 },
  ];
  expect((await send('POST', '/api/v1/telemetry', { service: 'checkout', samples })).status).toBe(202);
}, 30_000);

describe('an SLO', () => {
  it('is made, counted, read, changed and deleted', async () => {
    const made = await send('PUT', SLO, good);
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    expect(await made.json()).toMatchObject({
      service: 'checkout',
      slo: 'availability',
      standing: null,
      budget: 'events',
      minEvents: 100,
    });
    await update();
    const read = await send('GET', SLO);
    expect(await read.json()).toMatchObject({
      standing: {
        status: 'healthy',
        attained: 0.995,
        remaining: expect.closeTo(0.5, 9),
        events: { total: 10_000, bad: 50, allowed: 100, remaining: 50 },
        minutes: { allowed: 432, remaining: expect.closeTo(216, 6) },
        burnRates: { '5m': null, '1h': expect.closeTo(0.5, 9), '3d': expect.closeTo(0.5, 9) },
        exhaustion: { inMs: expect.closeTo(30 * 24 * HOUR, -1), pace: '1d' },
      },
      attribution: [
        { version: '2.0.0', share: expect.closeTo(0.4, 9), bad: 40 },
        { version: '1.0.0', share: expect.closeTo(0.1, 9), bad: 10 },
      ],
    });
    expect((await send('PUT', SLO, good)).headers.get('etag')).toBe('"1"');
    const changed = await send(
      'PUT',
      SLO,
      { ...good, objective: 0.995, window: '7d' },
      { headers: { 'if-match': '"1"' } },
    );
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await send('PUT', SLO, good, { headers: { 'if-match': '"1"' } })).status).toBe(412);
    await update();
    expect(await (await send('GET', SLO)).json()).toMatchObject({
      standing: { status: 'exhausted', remaining: expect.closeTo(0, 9), exhaustedAt: expect.any(String) },
    });
    await db.sql.query(
      `WITH opened AS (INSERT INTO incident (id, title, opened_by, opened_at, heard_at) VALUES ($1, 'Card payments fail', 'Ana', now(), now()) RETURNING id)
       INSERT INTO incident_scope (incident_id, scope, opened_at) SELECT id, 'tier:1', now() FROM opened`,
      [uuidv7(Date.now())],
    );
    const down = (await (await send('GET', `${SLO}/burn-down`)).json()) as {
      points: { remaining: number }[];
      markers: unknown[];
    };
    expect(down.points.at(-1)?.remaining).toBeCloseTo(0, 9);
    expect(down.markers).toMatchObject([{ kind: 'incident', label: 'Card payments fail', until: null }]);
    expect((await send('DELETE', SLO)).status).toBe(204);
    expect((await send('GET', SLO)).status).toBe(404);
    const facts = await db.sql.query(
      `SELECT type FROM audit_event WHERE service = 'checkout' AND (type LIKE 'slo.%' OR type LIKE 'budget.%') ORDER BY id`,
    );
    expect(facts).toEqual([
      { type: 'slo.created' },
      { type: 'slo.changed' },
      { type: 'budget.exhausted' },
      { type: 'slo.deleted' },
    ]);
  });

  it('draws no line where nothing was counted', async () => {
    const url = '/api/v1/services/checkout/slos/silent';
    await send('PUT', url, { ...good, sli: { kind: 'ratio', value: 'orders' } });
    await update();
    expect(await (await send('GET', `${url}/burn-down`)).json()).toMatchObject({ points: [] });
    expect(await (await send('GET', url)).json()).toMatchObject({ standing: { status: 'no_data', remaining: null } });
    await send('DELETE', url);
  });

  it('of PromQL asks each minute once', async () => {
    const url = '/api/v1/services/asked/slos/orders';
    expect((await send('PUT', url, { ...good, sli: { kind: 'promql', bad: 'bad', total: 'all' } })).status).toBe(201);
    await update();
    await update();
    const { standing } = (await (await send('GET', url)).json()) as {
      standing: { events: { total: number; bad: number }; status: string };
    };
    expect(standing).toMatchObject({ status: 'exhausted', events: { total: 3 * 1_440 * 100, bad: 3 * 1_440 * 10 } });
  });

  it.each([
    ['100 %', { ...good, objective: 1 }, 'objective'],
    ['below 50 %', { ...good, objective: 0.3 }, 'objective'],
    ['an unknown zone', { ...good, window: 'month', timeZone: 'Mars/Base' }, 'timeZone'],
    ['a window whose alert can never fire', { ...good, objective: 0.9 }, 'window'],
    ['a Prometheus that nobody named', { ...good, sli: { kind: 'promql', bad: 'a', total: 'b' } }, 'sli.url'],
    [
      'an address that is never asked',
      { ...good, sli: { kind: 'promql', bad: 'a', total: 'b', url: 'http://169.254.169.254/' } },
      'sli.url',
    ],
  ])('is refused for %s, with the field', async (_name, body, path) => {
    const answer = await send('PUT', '/api/v1/services/checkout/slos/bad', body);
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { errors: [{ path, message: expect.any(String) }] },
    ]);
  });

  it('of an unknown service is 404; lists page', async () => {
    expect((await send('PUT', '/api/v1/services/nobody/slos/x', good)).status).toBe(404);
    expect((await send('GET', '/api/v1/services/nobody/slos')).status).toBe(404);
    for (const name of ['a', 'b', 'c']) await send('PUT', `/api/v1/services/checkout/slos/${name}`, good);
    const first = (await (await send('GET', '/api/v1/slos?limit=2')).json()) as {
      items: { slo: string }[];
      nextCursor: string;
    };
    expect(first.items.map(({ slo }) => slo)).toEqual(['orders', 'a']);
    const rest = (await (await send('GET', `/api/v1/slos?limit=50&cursor=${first.nextCursor}`)).json()) as typeof first;
    expect([...first.items, ...rest.items].map(({ slo }) => slo).sort()).toEqual(['a', 'b', 'c', 'orders']);
    const own = (await (await send('GET', '/api/v1/services/checkout/slos')).json()) as typeof first;
    expect(own.items.map(({ slo }) => slo)).toEqual(['a', 'b', 'c']);
  });
});

describe('OpenSLO', () => {
  it('is exported and imported, all or nothing', async () => {
    const exported = await send('GET', '/api/v1/slos/export?service=checkout');
    const text = await exported.text();
    expect([exported.headers.get('content-type'), text.match(/kind: SLO$/gm)?.length]).toEqual([
      'application/yaml; charset=utf-8',
      3,
    ]);
    await send('DELETE', '/api/v1/services/checkout/slos/a');
    const broken = await send('POST', '/api/v1/slos/import', undefined, {
      raw: text.replace('target: 0.99\n', 'target: 1.5\n'),
    });
    expect([broken.status, await broken.json()]).toMatchObject([
      422,
      { errors: [{ path: expect.stringMatching(/^line \d+: spec.objectives.0.target$/) }] },
    ]);
    const dry = await send('POST', '/api/v1/slos/import?dryRun=true', undefined, { raw: text });
    expect(await dry.json()).toMatchObject({
      imported: [{ slo: 'a', created: true }, { slo: 'b', created: false }, { slo: 'c' }],
    });
    expect((await send('GET', '/api/v1/services/checkout/slos/a')).status).toBe(404);
    expect((await send('POST', '/api/v1/slos/import', undefined, { raw: text })).status).toBe(200);
    expect((await send('GET', '/api/v1/services/checkout/slos/a')).status).toBe(200);
    const stranger = await send('POST', '/api/v1/slos/import', undefined, {
      raw: text.replaceAll('service: checkout', 'service: nobody'),
    });
    expect([stranger.status, await stranger.json()]).toMatchObject([
      422,
      {
        errors: [
          { path: expect.stringMatching(/^line \d+: spec.service$/), message: expect.stringContaining('nobody') },
        ],
      },
    ]);
  });
});
