import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '@/lib/gates/counts';
import { fold, freshMemory, type GateMemory } from '@/lib/gates/fold';
import { type StoredMemory, unpackMemory } from '@/lib/gates/pack';
import { type PlanSpec, planSpecSchema } from '@/lib/plans/schema';
import { insertSamples } from '@/lib/telemetry/store';
import { addServices, storedSample } from '@/lib/telemetry/testing/fixtures';
import { withTestDatabase } from '@/lib/testing/database';
import { look, memoryFor, rebuilt } from '../machine/look';
import { at, snapshot } from '../machine/testing/snapshots';
import { judgeByTelemetry } from './evidence';
import type { LaneRelease } from './model';

const db = withTestDatabase();
const T0 = Math.floor(Date.now() / 10_000) * 10_000 - 3_600_000;
const NOW = T0 + 3_500_000;
const versions = { canary: 'v2', baseline: 'v1' };

const plan: PlanSpec = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'early', exposure: 20, hold: '1h' },
    { ring: 'broad', exposure: 100, hold: '0s' },
  ],
  gates: {
    errors: { sli: 'error_rate', compare: 'baseline', method: 'sequential', maxIncrease: 0.2, minSamples: 50 },
    tail: { sli: 'latency_p95', compare: 'baseline', method: 'sequential', minSamples: 50 },
    orders: { sli: 'orders', direction: 'higher_is_better', compare: 'baseline', method: 'sequential', minSamples: 50 },
    limit: { sli: 'error_rate', compare: 'limit', limit: 0.02, method: 'sequential', minSamples: 50 },
    ranks: { sli: 'error_rate', compare: 'baseline', method: 'mann-whitney', minSamples: 50 },
  },
  noDataAfter: '7d',
});

function laneRelease(service: string, gateMemory: unknown): LaneRelease {
  const { release } = snapshot({ state: at.holding });
  const state = { ...release.state, confirmed: { step: 0, at: T0, observed: 2000 } };
  const now = { id: service, service, version: 'v2', baselineVersion: 'v1', plan, state };
  return {
    ...release,
    ...now,
    planName: 'p',
    planVersion: 1,
    gates: [],
    gateMemory,
    newestCanaryAt: null,
    approvals: [],
    command: null,
  };
}

/** What one sender pushes at once: slots in any order, some twenty minutes late, one cohort without the other. */
const push = fc.array(
  fc.record({
    slot: fc.oneof({ weight: 4, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.integer({ min: 100, max: 140 }) }),
    version: fc.constantFrom('v1', 'v2'),
    source: fc.constantFrom('a', 'b'),
    errors: fc.nat(12),
    slow: fc.nat(20),
    orders: fc.nat(30),
  }),
  { minLength: 1, maxLength: 12 },
);

const stored = storedSample(T0);
type Row = Omit<Sample, 'latency'> & { tx: string; bounds: number[]; counts: number[] };

async function replayed(service: string, judged: LaneRelease): Promise<GateMemory> {
  const rows = await db.sql.query<Row>(
    `SELECT tx::text, version, NULL AS cohort, (extract(epoch FROM at) * 1000)::float8 AS at, interval_ms::int AS "intervalMs",
       requests::int, errors::int, latency_bounds AS bounds, latency_counts AS counts, values
     FROM telemetry_sample WHERE service = $1 ORDER BY tx, at, version, source`,
    [service],
  );
  const samples = rows.map(({ bounds, counts, ...row }) => ({
    ...row,
    latency: { bounds, counts: counts.map(Number) },
  }));
  let memory = memoryFor(judged, null) ?? freshMemory(T0);
  for (const tx of new Set(samples.map((row) => row.tx))) {
    const last = samples.findLastIndex((row) => row.tx === tx);
    const arrived = samples.slice(0, last + 1);
    let folded = fold(
      memory,
      arrived.filter((row) => row.tx === tx),
      versions,
      tx,
    );
    if (folded.tooLate) folded = fold(rebuilt(memory), arrived, versions, tx);
    memory = look(judged, folded.memory, folded.closed, NOW).memory;
  }
  return memory;
}

let runs = 0;

describe('a replay', () => {
  it('of what is stored, in the recorded order of arrival, gives the same evidence and latches to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(push, { minLength: 1, maxLength: 8 }), async (pushes) => {
        runs += 1;
        const service = `replay-${runs}`;
        await addServices(db.sql, [service]);
        let memory: unknown = {};
        for (const [n, samples] of pushes.entries()) {
          const rows = samples.map(({ slot, errors, slow, orders, ...said }) =>
            stored({
              ...said,
              service,
              dims: `${n}`,
              at: T0 + slot * 10_000,
              requests: 200,
              errors,
              latency: { bounds: [100, 250], counts: [170 - slow, 20, 10 + slow] },
              values: { orders: { count: 200, sum: orders, sumSquares: orders } },
            }),
          );
          const distinct = new Map(rows.map((row) => [`${row.version} ${row.source} ${row.at}`, row]));
          await insertSamples(db.sql, [...distinct.values()]);
          const looks = await judgeByTelemetry(db.sql, [laneRelease(service, memory)], NOW);
          memory = JSON.parse(JSON.stringify(looks.get(service)?.memory));
        }
        const live = unpackMemory(memory as StoredMemory);
        const again = await replayed(service, laneRelease(service, {}));
        for (const [name, record] of Object.entries(live.gates)) {
          const { worst, best, arms, ended, now } = record.judge ?? {};
          const other = again.gates[name]?.judge;
          expect([name, worst, best, ended, now]).toEqual([name, other?.worst, other?.best, other?.ended, other?.now]);
          expect(arms).toEqual(other?.arms);
          expect(record.failures).toBe(again.gates[name]?.failures);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
