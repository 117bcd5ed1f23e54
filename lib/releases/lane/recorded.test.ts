import { expect, it } from 'vitest';
import { type PlanSpec, planSpecSchema } from '@/lib/plans/schema';
import { insertSamples } from '@/lib/telemetry/store';
import { addServices, storedSample } from '@/lib/telemetry/testing/fixtures';
import { withTestDatabase } from '@/lib/testing/database';
import { at, snapshot } from '../machine/testing/snapshots';
import { judgeByTelemetry } from './evidence';
import type { LaneRelease } from './model';

const db = withTestDatabase();
const MINUTE = 60_000;
const T0 = Math.floor(Date.now() / 10_000) * 10_000 - 10 * MINUTE;
/** When everyone was let in. */
const T1 = T0 + 2 * MINUTE;
const NOW = T1 + MINUTE;

const plan: PlanSpec = planSpecSchema.parse({
  mechanism: 'flag',
  steps: [
    { ring: 'all', exposure: 50, hold: '2m' },
    { ring: 'all', exposure: 100, hold: '2m' },
  ],
  gates: { errors: { sli: 'error_rate', compare: 'baseline', minSamples: 50 } },
});

function atLastStep(service: string, baselineVersion: string | null): LaneRelease {
  const { release } = snapshot({ state: at.holding });
  const state = { ...release.state, step: 0, confirmed: { step: 0, at: T0, observed: 5000 } };
  return {
    ...release,
    ...{ id: service, service, version: 'new-checkout', baselineVersion, plan, state },
    ...{ planName: 'p', planVersion: 1, gates: [], gateMemory: {}, newestCanaryAt: null, approvals: [], command: null },
  };
}

it.each([
  ['one version serves both', 'code-7', 'old-checkout'],
  ['no version is said', '', null],
])('at 100 %% a flag is held against its own baseline before that: %s', async (_, version, baselineVersion) => {
  const service = `flag-${version || 'nameless'}`;
  await addServices(db.sql, [service]);
  const stored = storedSample(T0);
  const minute = (from: number, cohort: 'canary' | 'baseline') =>
    Array.from({ length: 6 }, (_, i) =>
      stored({ service, version, cohort, at: from + i * 10_000, requests: 200, errors: 1 }),
    );
  await insertSamples(db.sql, [...minute(T0, 'canary'), ...minute(T0, 'baseline')]);
  const before = atLastStep(service, baselineVersion);
  const first = (await judgeByTelemetry(db.sql, [before], T1)).get(service);
  expect(first?.gates).toMatchObject([{ baselineKind: 'concurrent', samples: { baseline: 1200 } }]);
  await insertSamples(db.sql, minute(T1, 'canary'));
  const state = { ...before.state, step: 1, confirmed: { step: 1, at: T1, observed: 10_000 } };
  const last = (await judgeByTelemetry(db.sql, [{ ...before, state, gateMemory: first?.memory }], NOW)).get(service);
  expect(last?.gates).toMatchObject([
    { verdict: 'inconclusive', baselineKind: 'recorded', samples: { canary: 1200, baseline: 1200 } },
  ]);
});

it.each(['error_rate', 'latency_p95'])(
  'at 100 %% ranks have nothing to rank against: %s is judged by evidence',
  async (sli) => {
    const service = `ranks-${sli.replace('_', '-')}`;
    await addServices(db.sql, [service]);
    const stored = storedSample(T0);
    const latency = { bounds: [50, 100, 200], counts: [100, 80, 18, 2] };
    const minutes = (version: string, from: number, count: number, errors: number) =>
      Array.from({ length: 6 * count }, (_, i) =>
        stored({ service, version, at: from + i * 10_000, requests: 200, errors, latency }),
      );
    const gates = { a: { sli, compare: 'baseline' as const, method: 'mann-whitney' as const, minSamples: 50 } };
    const release = (step: number, gateMemory: unknown): LaneRelease => {
      const { state, ...rest } = atLastStep(service, 'v1');
      const since = { step, at: step === 0 ? T0 : T1, observed: null };
      const spec = planSpecSchema.parse({ ...plan, mechanism: 'canary', gates });
      return { ...rest, version: 'v2', plan: spec, gateMemory, state: { ...state, step, confirmed: since } };
    };
    await insertSamples(db.sql, [...minutes('v1', T0, 2, 1), ...minutes('v2', T0, 2, 1)]);
    const first = (await judgeByTelemetry(db.sql, [release(0, {})], T1)).get(service);
    await insertSamples(db.sql, minutes('v2', T1, 1, 1));
    const last = (await judgeByTelemetry(db.sql, [release(1, first?.memory)], NOW)).get(service);
    expect(last?.gates).toMatchObject([
      {
        ...{ verdict: 'inconclusive', baselineKind: 'recorded', satisfied: true },
        methodWhy: expect.stringMatching(/^no second cohort to rank against, so by request/),
      },
    ]);
  },
);
