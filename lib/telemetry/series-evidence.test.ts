import { beforeAll, expect, it } from 'vitest';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { ANNA, laneDeps, putPlans, putService } from '@/lib/controller/testing/world';
import type { GateEvaluation } from '@/lib/gates/schema';
import { uniforms } from '@/lib/judge/testing/random';
import { createRelease } from '@/lib/releases/create-release';
import { withTestDatabase } from '@/lib/testing/database';
import { releaseSeries } from './release-series';
import type { StoredSample } from './samples';
import { insertSamples } from './store';

const db = withTestDatabase();
const SLOT = 10_000;

beforeAll(() =>
  putPlans(db, {
    told: {
      mechanism: 'canary',
      rollback: { automatic: false },
      steps: [
        { ring: 'early', exposure: 10, hold: '1h' },
        { ring: 'broad', exposure: 100, hold: '0s' },
      ],
      gates: {
        errors: { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5, minSamples: 100 },
        cap: { sli: 'error_rate', compare: 'limit', limit: 0.5, minSamples: 100 },
        slow: { sli: 'latency_p95', compare: 'baseline', maxIncrease: 0.5, minSamples: 100 },
        orders: { sli: 'orders', compare: 'baseline', direction: 'higher_is_better', maxIncrease: 0.1 },
        plain: { sli: 'error_rate', compare: 'baseline', method: 'threshold', maxIncrease: 5 },
      },
    },
  }),
);

const release = (version: string, baselineVersion: string) =>
  createRelease(laneDeps(db), { service: 'told', version, baselineVersion }, ANNA);

async function lookAt(): Promise<void> {
  await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'told'");
  await reconcileBatch(laneDeps(db), [], 200);
  await db.sql.query(
    "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
  );
}

/** Traffic of both cohorts in one slot: the canary a little worse in everything. */
function traffic(at: number, random: () => number): StoredSample[] {
  const few = (mean: number) => Math.max(0, Math.round(mean + (random() - 0.5) * 2 * Math.sqrt(mean)));
  const of = (version: string, requests: number, worse: number, source: string): StoredSample => {
    const over = few(0.06 * worse * requests);
    const count = requests;
    const mean = 0.5 / worse;
    const counts = [requests - over, Math.floor(over / 2), Math.ceil(over / 2)];
    return {
      service: 'told',
      version,
      cohort: '',
      source,
      at,
      intervalMs: SLOT,
      dims: '',
      requests,
      errors: few(0.01 * worse * requests),
      latency: { bounds: [100, 250], counts },
      users: null,
      values: { orders: { count, sum: mean * count, sumSquares: (mean * mean + 0.25) * count } },
      dimensions: null,
    };
  };
  return [of('v2', 120, 1.05, 'a'), of('v2', 80, 1.05, 'b'), of('v1', 900, 1, 'a')];
}

it('the last point of what is traced is what the controller has, whatever came late', async () => {
  await putService(db, 'told', { provider: { url: 'http://127.0.0.1:1' }, plan: 'told' });
  const { id } = await release('v2', 'v1');
  for (let i = 0; i < 4; i += 1) await lookAt();
  const [confirmed] = await db.sql.query<{ at: number }>(
    "SELECT (state->'confirmed'->>'at')::float8 AS at FROM release WHERE id = $1",
    [id],
  );
  if (!confirmed) throw new Error('not confirmed');
  const random = uniforms(7);
  const first = Math.ceil(confirmed.at / SLOT) * SLOT;
  const history = Array.from({ length: 30 }, (_, i) => traffic(first - (i + 3) * SLOT, random).slice(2)).flat();
  await insertSamples(db.sql, history);
  const slots = Array.from({ length: 60 }, (_, i) => traffic(first + i * SLOT, random));
  const late = slots[4] ?? [];
  for (let i = 0; i < slots.length; i += 5) {
    await insertSamples(
      db.sql,
      slots
        .slice(i, i + 5)
        .flat()
        .filter((sample) => !late.includes(sample)),
    );
    if (i === 50) await insertSamples(db.sql, late);
    await lookAt();
  }

  const [row] = await db.sql.query<{ gates: GateEvaluation[] }>('SELECT gates FROM release WHERE id = $1', [id]);
  const gates = new Map(row?.gates.map((gate) => [gate.name, gate]));
  const clock = { now: () => first + 3_600_000 };
  const to = new Date(first + 700_000).toISOString();
  for (const [sli, names] of [
    ['error_rate', ['cap', 'errors']],
    ['latency_p95', ['slow']],
    ['orders', ['orders']],
  ] as const) {
    const series = await releaseSeries({ sql: db.sql, clock }, id, { sli, to });
    expect(series.evidence.map(({ gate }) => gate).sort()).toEqual(names);
    for (const traced of series.evidence) {
      const { evidence, interval, baseline } = gates.get(traced.gate) ?? {};
      const last = traced.points.at(-1);
      expect(traced.points).toHaveLength(60);
      expect(last?.logWorse, traced.gate).toBeCloseTo(evidence?.logWorse ?? Number.NaN, 5);
      expect(last?.logFine, traced.gate).toBeCloseTo(evidence?.logFine ?? Number.NaN, 5);
      expect(traced.needWorse).toBeCloseTo(evidence?.needWorse ?? Number.NaN, 9);
      if (traced.gate === 'errors') expect(last?.band?.upper).toBeCloseTo((interval?.upper ?? 0) * (baseline ?? 0), 9);
      if (traced.gate === 'slow') expect(last?.band).toEqual({ lower: 100, upper: 250 });
    }
  }
});

it('traces no gate that is not judged by evidence, and nothing before the first hold', async () => {
  const { id } = await release('v3', 'v2');
  const series = await releaseSeries({ sql: db.sql, clock: { now: () => Date.now() } }, id, { sli: 'error_rate' });
  expect(series.evidence).toEqual([]);
  expect(series.bounds.map(({ gate }) => gate).sort()).toEqual(['cap', 'errors', 'plain']);
});
