import type { Sql } from '@/lib/db/sql';
import type { Compared, Dora } from './schema';

const DAY = 86_400_000;
const DAYS = 30;
const WEEKS = 12;

export type Sums = { started: number; completed: number; failed: number };

/** Failed ÷ ended; null where nothing ended. A release that was completed and taken back later ended once: as failed. */
export const failRate = ({ completed, failed }: Sums): number | null =>
  completed + failed === 0 ? null : failed / (completed + failed);

/** Delivery performance of the last 30 days beside the 30 before, from the daily sums: it costs the same at any history. */
export async function readDora(sql: Sql, now: number): Promise<Dora> {
  const today = Math.floor(now / DAY) * DAY;
  const days = await sql.query<Sums & { age: number }>(
    `SELECT ($1::date - day)::int AS age, sum(started)::int AS started, sum(completed)::int AS completed, sum(failed)::int AS failed
     FROM insight_change_day WHERE day > $1::date - ${WEEKS * 7} GROUP BY day`,
    [new Date(today).toISOString().slice(0, 10)],
  );
  const recoveries = await sql.query<{ recent: boolean; ms: number }>(
    `SELECT at >= $1 AS recent, percentile_cont(0.5) WITHIN GROUP (ORDER BY recovery_ms)::float8 AS ms
     FROM insight_failure WHERE at >= $2 GROUP BY 1`,
    [new Date(now - DAYS * DAY), new Date(now - 2 * DAYS * DAY)],
  );
  const [cursor] = await sql.query<{ at: Date | null; since: number | null }>(
    `SELECT at, (SELECT ($1::date - min(day))::int FROM insight_change_day) AS since FROM insight_cursor`,
    [new Date(today).toISOString().slice(0, 10)],
  );
  const recent = sumOf(days.filter(({ age }) => age < DAYS));
  const earlier = days.filter(({ age }) => age >= DAYS && age < 2 * DAYS);
  const before = earlier.length === 0 ? null : sumOf(earlier);
  const perDay = (sums: Sums | null, over: number): number | null =>
    sums === null ? null : Math.round((sums.started / over) * 100) / 100;
  // A product that is ten days old has not had thirty days to release in.
  const lived = Math.min(DAYS, (cursor?.since ?? 0) + 1);
  return {
    days: DAYS,
    deploymentFrequency: { now: days.length === 0 ? null : perDay(recent, lived), before: perDay(before, DAYS) },
    changeLeadTimeMs: { now: null, before: null, why: 'no source says when a commit was made' },
    changeFailRate: { now: failRate(recent), before: before && failRate(before) },
    recoveryTimeMs: medians(recoveries),
    changes: recent,
    weeks: Array.from({ length: WEEKS }, (_, i) => {
      const oldest = (WEEKS - i) * 7 - 1;
      const week = sumOf(days.filter(({ age }) => age <= oldest && age > oldest - 7));
      return { from: new Date(today - oldest * DAY).toISOString().slice(0, 10), ...week };
    }),
    completeTo: cursor?.at?.toISOString() ?? null,
  };
}

const sumOf = (days: readonly Sums[]): Sums =>
  days.reduce(
    (sum, day) => ({
      started: sum.started + day.started,
      completed: sum.completed + day.completed,
      failed: sum.failed + day.failed,
    }),
    {
      started: 0,
      completed: 0,
      failed: 0,
    },
  );

const medians = (rows: readonly { recent: boolean; ms: number }[]): Compared => ({
  now: rows.find(({ recent }) => recent)?.ms ?? null,
  before: rows.find(({ recent }) => !recent)?.ms ?? null,
});
