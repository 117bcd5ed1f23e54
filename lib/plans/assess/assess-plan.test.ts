import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { insertSamples } from '@/lib/telemetry/store';
import { storedSample } from '@/lib/telemetry/testing/fixtures';
import { call } from '@/lib/testing/api';
import { withTestDatabase } from '@/lib/testing/database';
import { makePerson, makeToken } from '@/lib/testing/people';
import type { Assessment } from './schema';

const db = withTestDatabase();
process.env.RAMPART_SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const plan = {
  mechanism: 'canary',
  steps: [
    { ring: 'early', exposure: 5, hold: '10m' },
    { ring: 'broad', exposure: 100, hold: '10m' },
  ],
  gates: { errors: { sli: 'error_rate', compare: 'baseline' }, latency: { sli: 'latency_p95', compare: 'baseline' } },
};
const provider = { kind: 'webhook', url: 'http://127.0.0.1:9999/hook' };
const service = { displayName: 'Checkout', owner: 'storefront', tier: 1, plan: 'standard', provider };

let token: string;
const post = (body: unknown, path = '/api/v1/plans/standard/assess', as = token) =>
  call('POST', path, { token: as, body });

beforeAll(async () => {
  const admin = await makePerson(db, 'admin');
  token = await makeToken(db, admin, SCOPES);
  await call('PUT', '/api/v1/plans/standard', { token, body: plan });
  await call('PUT', '/api/v1/services/checkout', { token, body: service });
  await call('PUT', '/api/v1/services/quiet', { token, body: service });
  await db.sql.query("UPDATE service_control SET current_version = '1.0.0' WHERE service = 'checkout'");
  const from = Math.floor(Date.now() / 60_000) * 60_000 - 2 * 3_600_000;
  const sample = storedSample(from);
  const latency = { bounds: [100, 200, 400], counts: [150, 40, 8, 2] };
  const values = { cpu: { count: 10, sum: 400, sumSquares: 16_400 } };
  await insertSamples(
    db.sql,
    Array.from({ length: 360 }, (_, i) => [
      sample({
        service: 'checkout',
        version: '1.0.0',
        at: from + i * 10_000,
        requests: 200,
        errors: 2,
        latency,
        values,
      }),
      // A canary that fails half the time for ten minutes is traffic, but not the service's own error rate.
      ...(i < 60
        ? [sample({ service: 'checkout', version: '1.1.0', at: from + i * 10_000, requests: 20, errors: 10 })]
        : []),
    ]).flat(),
  );
}, 30_000);

describe('POST /plans/{plan}/assess', () => {
  it('plans with the telemetry of a service and says how much there is', async () => {
    const answer = await post({ service: 'checkout' });
    expect(answer.status).toBe(200);
    const found = (await answer.json()) as Assessment;
    expect(found.basis).toMatchObject({ kind: 'telemetry', version: '1.0.0', minutes: 60, requests: 73_200 });
    expect(found.basis.sentence).toContain('73,200 requests, errors are those of 1.0.0');
    expect(found.history).toMatchObject({ requestsPerMinute: 1220, errorRate: 0.01 });
    expect(found.history?.latency?.counts).toEqual([54_000, 14_400, 2880, 720]);
    expect(found.history?.values?.cpu).toMatchObject({ perMinute: 61, mean: 40 });
    expect(found.history?.values?.cpu?.variance).toBeCloseTo(40, 1);
    expect(found.steps.map(({ gates }) => gates.map(({ gate, level }) => [gate, level]))).toMatchObject([
      [
        ['errors', 'blind'],
        ['latency', expect.any(String)],
      ],
      [
        ['errors', expect.any(String)],
        ['latency', expect.any(String)],
      ],
    ]);
    expect(found.steps[0]?.perMinute).toEqual({ canary: 61, baseline: 1159 });
    expect(found.warnings).toHaveLength(1);
  });

  it('plans with a history that is given, for the regression that is asked for, and a plan that is not saved', async () => {
    const history = { requestsPerMinute: 60_000, errorRate: 0.01 };
    const spec = { ...plan, gates: { errors: plan.gates.errors } };
    const found = (await (
      await post({ history, spec, smallest: { error_rate: 5 } }, '/api/v1/plans/draft/assess')
    ).json()) as Assessment;
    expect(found).toMatchObject({ plan: 'draft', service: null, basis: { kind: 'given' } });
    expect(found.steps[0]?.gates[0]).toMatchObject({ smallest: 5, level: 'good' });
  });

  it('has nothing to say of a service nobody measured, and warns of nothing', async () => {
    const found = (await (await post({ service: 'quiet' })).json()) as Assessment;
    expect(found).toMatchObject({ basis: { kind: 'none', minutes: 0 }, history: null, warnings: [] });
  });

  it.each<[string, unknown, string, number, RegExp]>([
    ['an unknown plan', { service: 'checkout' }, 'nope', 404, /no plan named "nope"/],
    ['an unknown service', { service: 'nope' }, 'standard', 404, /no service named "nope"/],
    ['neither service nor history', {}, 'standard', 422, /needs a service, or a history/],
    [
      'a regression of nothing',
      { service: 'checkout', smallest: { error_rate: 1 } },
      'standard',
      422,
      /smallest\.error_rate/,
    ],
    [
      'a histogram that lacks a count',
      { history: { requestsPerMinute: 1, errorRate: 0, latency: { bounds: [1], counts: [1] } } },
      'standard',
      422,
      /one count more/,
    ],
    [
      'a plan beyond people',
      {
        service: 'checkout',
        spec: {
          ...plan,
          steps: Array.from({ length: 50 }, (_, i) => ({ ring: 'a', exposure: 2 * (i + 1), hold: '1m' })),
          gates: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`g${i}`, plan.gates.errors])),
        },
      },
      'standard',
      422,
      /at most 200/,
    ],
  ])('refuses %s', async (_, body, name, status, says) => {
    const answer = await post(body, `/api/v1/plans/${name}/assess`);
    const problem = (await answer.json()) as { detail: string; errors?: { path: string; message: string }[] };
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(`${problem.detail} ${JSON.stringify(problem.errors ?? [])}`).toMatch(says);
  });

  it('is for whoever may read', async () => {
    const person = await makePerson(db, 'viewer');
    expect((await post({ service: 'checkout' }, undefined, await makeToken(db, person, ['ingest']))).status).toBe(403);
    expect((await post({ service: 'checkout' }, undefined, await makeToken(db, person, ['read']))).status).toBe(200);
  });
});

describe('a start', () => {
  const start = async (body: object) => {
    const answer = await call('POST', '/api/v1/releases', { token, body });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: string; warnings: string[] };
  };

  it('is warned of the weakest step, which the record keeps, and goes through all the same', async () => {
    const { id, warnings } = await start({ service: 'checkout', version: '2.0.0' });
    expect(warnings).toEqual([
      expect.stringMatching(/^Step 1: at 5\s% you see 61 requests a minute: a doubled error rate needs/),
    ]);
    const [event] = await db.sql.query<{ data: { warnings?: string[] } }>(
      "SELECT data FROM audit_event WHERE chain = $1 AND type = 'release.created'",
      [id],
    );
    expect(event?.data.warnings).toEqual(warnings);
  });

  it('of a service nobody measured is warned of nothing', async () => {
    expect((await start({ service: 'quiet', version: '2.0.0' })).warnings).toEqual([]);
  });
});
