import { beforeAll, describe, expect, it } from 'vitest';
import { toSql } from '@/lib/db/sql';
import { uuidv7 } from '@/lib/shared/uuid';
import { withTestDatabase } from '@/lib/testing/database';
import type { Sum } from './budget';
import { countingOf } from './definition';
import { countSlos, type PassResult } from './pass';
import { type SloInput, sloInputSchema } from './schema';
import { countedFrom } from './slide';
import { MINUTE, SPANS, spanStart, unpack } from './spans';

const db = withTestDatabase();
const DAY = 86_400_000;
// Noon of today: partitions are there, and no day ends while the test goes on.
const noon = Math.floor(Date.now() / DAY) * DAY + 12 * 3_600_000;

type Sample = { at: number; version: string; requests: number; errors: number; slow: number };
const stored: Sample[] = [];

async function put(service: string, name: string, input: object): Promise<number> {
  const spec: SloInput = sloInputSchema.parse({ objective: 0.99, window: '7d', ...input });
  const counting = countingOf(spec);
  const [row] = await db.sql.query<{ id: number }>(
    `INSERT INTO slo (service, name, spec, kind, value_key, threshold_ms, slice_minutes, slice_target) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [service, name, JSON.stringify(spec), ...Object.values(counting)],
  );
  return row?.id ?? 0;
}

async function insert(sql: Pick<typeof db.sql, 'query'>, service: string, sample: Sample): Promise<void> {
  const fast = sample.requests - sample.slow;
  await sql.query(
    `INSERT INTO telemetry_sample (service, version, at, interval_ms, source, requests, errors, latency_bounds, latency_counts)
     VALUES ($1, $2, $3, 10000, $4, $5, $6, '{100,250,500}', $7)`,
    [
      service,
      sample.version,
      new Date(sample.at),
      uuidv7(noon),
      sample.requests,
      sample.errors,
      `{${fast},0,${sample.slow},0}`,
    ],
  );
  if (service === 'checkout') stored.push(sample);
}

const run = (now: number): Promise<PassResult | null> =>
  db.inTransaction((sql) => countSlos(sql, now, { retentionDays: 90 }));

const state = async (id: number) => {
  const [row] = await db.sql.query<{
    sums: number[];
    remaining: number | null;
    status: string;
    noData: boolean;
    burning: unknown[];
    exhaustedAt: Date | null;
  }>(
    'SELECT sums, remaining, status, no_data AS "noData", burning, exhausted_at AS "exhaustedAt" FROM slo_state WHERE slo_id = $1',
    [id],
  );
  if (!row) throw new Error('no state');
  return { ...row, sums: unpack(row.sums) };
};

/** The same by looking at every sample: what the incremental way must agree with. */
function oracle(
  spec: { window: string; slice?: { minutes: number; target: number } },
  now: number,
  bad: (sample: Sample) => number,
): Record<string, Sum> {
  const of = (from: number): Sum => {
    const within = stored.filter(({ at }) => at >= from && at < now);
    const slices = new Map<number, { total: number; bad: number }>();
    // A slice counts at its first minute with all that is known of it, also of the minute that is not over.
    if (spec.slice) {
      const length = spec.slice.minutes * MINUTE;
      for (const sample of stored) {
        const start = Math.floor(sample.at / length) * length;
        if (start < from || start >= now) continue;
        const slice = slices.get(start) ?? { total: 0, bad: 0 };
        slices.set(start, { total: slice.total + sample.requests, bad: slice.bad + bad(sample) });
      }
    }
    const target = spec.slice?.target ?? 0;
    return {
      total: within.reduce((sum, { requests }) => sum + requests, 0),
      bad: within.reduce((sum, sample) => sum + bad(sample), 0),
      slices: slices.size,
      badSlices: [...slices.values()].filter((slice) => (slice.total - slice.bad) / slice.total < target).length,
    };
  };
  return Object.fromEntries(
    SPANS.map((span) => [span, of(span === 'window' ? countedFrom(spec, now) : spanStart(span, now))]),
  );
}

beforeAll(async () => {
  for (const name of ['checkout', 'silent', 'search']) {
    await db.sql.query(
      `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry) VALUES ($1, $1, 'shop', 1, 'p', 0, '{}', '{}')`,
      [name],
    );
  }
  await db.sql.query('SELECT ensure_telemetry_partitions($1::date, $2::date)', [
    new Date(noon - 9 * DAY),
    new Date(noon + DAY),
  ]);
  await db.sql.query('UPDATE slo_cursor SET late_before = $1, late_at = $2', [
    new Date(noon - 36 * 3_600_000),
    new Date(noon),
  ]);
});

describe('counting', () => {
  it('agrees with a look at every sample: late ones, later commits, pauses, both budgets', async () => {
    const ratio = await put('checkout', 'availability', { sli: { kind: 'ratio' } });
    const latency = await put('checkout', 'speed', { sli: { kind: 'latency', thresholdMs: 300 } });
    const slices = await put('checkout', 'minutes', {
      sli: { kind: 'ratio' },
      budget: 'time_slices',
      slice: { target: 0.95 },
    });
    const fives = await put('checkout', 'fives', {
      sli: { kind: 'ratio' },
      budget: 'time_slices',
      slice: { length: '5m', target: 0.95 },
      window: 'week',
    });
    let seed = 42;
    const random = (n: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(seed / 65_536) % n;
    };
    const sample = (at: number): Sample => ({
      at,
      version: `v${random(2)}`,
      requests: 10 + random(90),
      errors: random(8),
      slow: random(10),
    });
    // A past to begin with, of which some is older than the limit between new and late.
    for (let i = 0; i < 80; i += 1)
      await insert(db.sql, 'checkout', sample(noon - random(8 * 24 * 60) * MINUTE - random(6) * 10_000));
    let now = noon;
    for (let step = 0; step < 14; step += 1) {
      for (let i = 0; i < 6; i += 1) await insert(db.sql, 'checkout', sample(now - 50_000 + i * 10_000));
      const late = [90_000, 20 * MINUTE, 3 * 3_600_000, 20 * 3_600_000, 60 * 3_600_000][random(5)] ?? 0;
      await insert(db.sql, 'checkout', sample(now - late));
      // One that is committed only after the pass.
      const slow = await db.connect();
      await slow.query('BEGIN');
      await insert(toSql(slow), 'checkout', sample(now - 60_000 * random(100)));
      stored.pop();
      await run(now);
      await slow.query('COMMIT');
      await slow.end();
      now += [MINUTE, MINUTE, 2 * MINUTE, 7 * MINUTE, 61 * MINUTE, 170 * MINUTE][random(6)] ?? MINUTE;
    }
    // The last ones to be committed, and an hour later those that were older than new ones may be.
    stored.length = 0;
    for (const row of await db.sql.query<Sample>(`SELECT (extract(epoch FROM at) * 1000)::float8 AS at, version, requests::int, errors::int,
      latency_counts[3]::int AS slow FROM telemetry_sample WHERE service = 'checkout'`))
      stored.push(row);
    now += 61 * MINUTE;
    await run(now);
    const asOf = Math.floor(now / MINUTE) * MINUTE;
    const errors = ({ errors: n }: Sample) => n;
    expect((await state(ratio)).sums).toMatchObject(strip(oracle({ window: '7d' }, asOf, errors)));
    expect((await state(latency)).sums).toMatchObject(strip(oracle({ window: '7d' }, asOf, ({ slow }) => slow)));
    expect((await state(slices)).sums).toMatchObject(
      oracle({ window: '7d', slice: { minutes: 1, target: 0.95 } }, asOf, errors),
    );
    expect((await state(fives)).sums).toMatchObject(
      oracle({ window: 'week', slice: { minutes: 5, target: 0.95 } }, asOf, errors),
    );
    const [spend] = await db.sql.query<{ bad: number }>('SELECT sum(bad) AS bad FROM slo_spend WHERE slo = $1', [
      ratio,
    ]);
    const kept = stored.filter(({ at }) => at >= noon - 8 * DAY);
    expect(spend?.bad).toBe(kept.reduce((sum, { errors: n }) => sum + n, 0));
  }, 60_000);

  it('says so where nothing comes, and never that it is healthy', async () => {
    const silent = await put('silent', 'availability', { sli: { kind: 'ratio' } });
    await run(noon + 3 * DAY);
    expect(await state(silent)).toMatchObject({ status: 'no_data', remaining: null, noData: true, burning: [] });
  });

  it('tells when a budget runs out, once, and of what', async () => {
    const id = await put('search', 'availability', { sli: { kind: 'ratio' }, minEvents: 0 });
    const later = noon + 4 * DAY;
    await db.sql.query('SELECT ensure_telemetry_partitions($1::date, $2::date)', [
      new Date(later),
      new Date(later + DAY),
    ]);
    await insert(db.sql, 'search', { at: later - 90_000, version: '1', requests: 1_000, errors: 900, slow: 0 });
    const { changed } = (await run(later)) ?? { changed: [] };
    expect(changed).toContainEqual({ service: 'search', slo: 'availability' });
    const found = await state(id);
    expect(found).toMatchObject({ status: 'exhausted', noData: false, remaining: expect.closeTo(-89, 6) });
    expect(found.burning).toContainEqual({ severity: 'page', long: '1h', short: '5m', rate: expect.closeTo(90, 6) });
    const first = found.exhaustedAt;
    await run(later + MINUTE);
    expect((await state(id)).exhaustedAt).toEqual(first);
    const events = await db.sql.query(`SELECT type FROM audit_event WHERE service = 'search' AND type LIKE 'budget.%'`);
    expect(events).toEqual([{ type: 'budget.exhausted' }]);
  });

  it('is done by one replica at a time', async () => {
    const other = await db.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM slo_cursor FOR UPDATE');
    expect(await run(noon + 5 * DAY)).toBeNull();
    await other.query('ROLLBACK');
  });
});

/** By events there are no slices. */
const strip = (sums: Record<string, Sum>) =>
  Object.fromEntries(Object.entries(sums).map(([span, { total, bad }]) => [span, { total, bad }]));
