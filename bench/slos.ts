import { createPool, toSql, transactionOn } from '@/lib/db/sql';
import { countingOf } from '@/lib/slos/definition';
import { countSlos } from '@/lib/slos/pass';
import { sloInputSchema } from '@/lib/slos/schema';
import { pruneSlos } from '@/lib/slos/state-store';
import { type BenchSuite, quantile } from './row';
import { scratchDatabase } from './scratch';

const SLOS = 10_000;
const PER_SERVICE = 5;
const SERVICES = SLOS / PER_SERVICE;
const MINUTE = 60_000;
const PASSES = 8;
const HISTORY_HOURS = 30 * 24;

/** Of each five: two by requests, two of latency, one by slices of time; one of them by the calendar. */
const INPUTS = [
  { sli: { kind: 'ratio' }, objective: 0.999, window: '30d' },
  { sli: { kind: 'ratio' }, objective: 0.995, window: 'month', timeZone: 'Europe/Berlin' },
  { sli: { kind: 'latency', thresholdMs: 250 }, objective: 0.99, window: '30d' },
  { sli: { kind: 'latency', thresholdMs: 500 }, objective: 0.999, window: '28d' },
  { sli: { kind: 'ratio' }, objective: 0.99, window: '7d', budget: 'time_slices', slice: { target: 0.95 } },
].map((input) => sloInputSchema.parse(input));

const ADD_SERVICES = `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry)
SELECT 'slo-' || n, 'slo-' || n, 'shop', 1, 'p', 0, '{}', '{}' FROM generate_series(0, $1::int - 1) n`;
const ADD_SLOS = `INSERT INTO slo (service, name, spec, kind, value_key, threshold_ms, slice_minutes, slice_target)
SELECT 'slo-' || n, $2, $3::text::jsonb, $4, $5, $6, $7, $8 FROM generate_series(0, $1::int - 1) n`;
// What 30 days leave behind, as every pass before would have written it.
const HISTORY = `INSERT INTO slo_bucket (grain, at, slo, total, bad, slices, bad_slices)
SELECT $1::int, to_timestamp($2::float8 / 1000) - n * make_interval(mins => $1::int), s.id, 100 * $1::int, s.id % 2,
  CASE WHEN s.slice_minutes IS NULL THEN 0 ELSE $1::int END, 0 FROM generate_series(1, $3::int) n CROSS JOIN slo s`;
// Each service sends every 10 s from one instance while two versions are out: twelve samples a minute.
const SAMPLES = `INSERT INTO telemetry_sample (service, version, at, interval_ms, source, requests, errors, latency_bounds, latency_counts)
SELECT 'slo-' || s, 'v' || v, to_timestamp($2::float8 / 1000) + i * interval '10 seconds', 10000, 'bench', 100, (s + i) % 3,
  '{50,100,250,500,1000}', '{40,30,20,7,2,1}' FROM generate_series(0, $1::int - 1) s, generate_series(1, 2) v, generate_series(0, 5) i`;

/** 10,000 SLOs, each minute, with 30 days behind them: what one pass of the controller costs. */
export const slosSuite: BenchSuite = async ({ databaseUrl, say }) => {
  const scratch = await scratchDatabase(databaseUrl);
  const pool = createPool(scratch.url);
  const sql = toSql(pool);
  const run = (now: number) => transactionOn(pool, (tx) => countSlos(tx, now, { retentionDays: 90, newAtMost: SLOS }));
  try {
    const start = Math.floor(Date.now() / MINUTE) * MINUTE - PASSES * MINUTE;
    await sql.query(ADD_SERVICES, [SERVICES]);
    for (const [i, input] of INPUTS.entries()) {
      const { kind, valueKey, thresholdMs, sliceMinutes, sliceTarget } = countingOf(input);
      const named = [
        SERVICES,
        `slo-${i}`,
        JSON.stringify(input),
        kind,
        valueKey,
        thresholdMs,
        sliceMinutes,
        sliceTarget,
      ];
      await sql.query(ADD_SLOS, named);
    }
    say(`filling 30 days of ${SLOS} SLOs`);
    const hour = Math.floor(start / 3_600_000) * 3_600_000;
    await sql.query(HISTORY, [60, hour, HISTORY_HOURS]);
    await sql.query(HISTORY, [5, hour, Math.ceil((3.1 * 86_400_000) / (5 * MINUTE))]);
    await sql.query(HISTORY, [1, start, 180]);
    await sql.query('VACUUM ANALYZE slo_bucket');
    const first = Date.now();
    await run(start);
    say(`summing them for the first time: ${Date.now() - first} ms`);
    const took: number[] = [];
    for (let pass = 0; pass < PASSES; pass += 1) {
      await sql.query(SAMPLES, [SERVICES, start + pass * MINUTE]);
      const begun = performance.now();
      await run(start + (pass + 1) * MINUTE);
      took.push(performance.now() - begun);
      say(`minute ${pass + 1}: ${Math.round(took.at(-1) ?? 0)} ms for ${SERVICES * 12} samples`);
    }
    const begun = performance.now();
    await pruneSlos(sql, start);
    say(`forgetting what no window reaches: ${Math.round(performance.now() - begun)} ms`);
    const row = (name: string, q: number) =>
      ({ name, value: quantile(took, q) / 1000, unit: 's', target: 10, better: 'lower' }) as const;
    return [row('10,000 SLOs in a minute, median', 0.5), row('10,000 SLOs in a minute, slowest of 8', 1)];
  } finally {
    await pool.end();
    await scratch.drop();
  }
};
