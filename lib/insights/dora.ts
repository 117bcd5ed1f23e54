import type { Sql } from '@/lib/db/sql';
import { type Banded, bandOf } from './bands';
import type { Compared, Dora } from './schema';

const DAY = 86_400_000;
const DAYS = 30;
const WEEKS = 12;

export type Sums = { started: number; completed: number; failed: number; rework: number };
const NOTHING: Sums = { started: 0, completed: 0, failed: 0, rework: 0 };

/** Failed ÷ ended; null where nothing ended. A release that was completed and taken back later ended once: as failed. */
export const failRate = ({ completed, failed }: Pick<Sums, 'completed' | 'failed'>): number | null =>
  completed + failed === 0 ? null : failed / (completed + failed);

export const reworkRate = ({ started, rework }: Pick<Sums, 'started' | 'rework'>): number | null =>
  started === 0 ? null : rework / started;

const WHY_NO_LEAD = 'no release of these 30 days says when its commit was made (committedAt)';

/** Delivery performance of the last 30 days beside the 30 before, from the daily sums: it costs the same at any history. */
export async function readDora(sql: Sql, now: number): Promise<Dora> {
  const today = Math.floor(now / DAY) * DAY;
  const date = new Date(today).toISOString().slice(0, 10);
  const days = await sql.query<Sums & { age: number }>(
    `SELECT ($1::date - day)::int AS age, sum(started)::int AS started, sum(completed)::int AS completed, sum(failed)::int AS failed,
       sum(rework)::int AS rework
     FROM insight_change_day WHERE day > $1::date - ${WEEKS * 7} GROUP BY day`,
    [date],
  );
  const recovery = await readMedians(sql, { table: 'insight_failure', column: 'recovery_ms' }, now, today);
  const lead = await readMedians(sql, { table: 'insight_lead', column: 'lead_ms' }, now, today);
  const [cursor] = await sql.query<{ at: Date | null; since: number | null }>(
    `SELECT at, (SELECT ($1::date - min(day))::int FROM insight_change_day) AS since FROM insight_cursor`,
    [date],
  );
  const recent = sumOf(days.filter(({ age }) => age < DAYS));
  const earlier = days.filter(({ age }) => age >= DAYS && age < 2 * DAYS);
  const before = earlier.length === 0 ? null : sumOf(earlier);
  const perDay = (sums: Sums | null, over: number): number | null =>
    sums === null ? null : Math.round((sums.started / over) * 100) / 100;
  // A product that is ten days old has not had thirty days to release in.
  const age = (cursor?.since ?? 0) + 1;
  const lived = Math.min(DAYS, age);
  const frequency = {
    now: days.length === 0 ? null : perDay(recent, lived),
    before: perDay(before, Math.min(DAYS, Math.max(1, age - DAYS))),
  };
  return {
    days: DAYS,
    deploymentFrequency: banded('deploymentFrequency', frequency, lived),
    changeLeadTimeMs: {
      ...banded('changeLeadTimeMs', lead.compared, lead.of),
      why: lead.compared.now === null ? WHY_NO_LEAD : null,
    },
    changeFailRate: banded(
      'changeFailRate',
      { now: failRate(recent), before: before && failRate(before) },
      recent.completed + recent.failed,
    ),
    recoveryTimeMs: banded('recoveryTimeMs', recovery.compared, recovery.of),
    reworkRate: { now: reworkRate(recent), before: before && reworkRate(before) },
    changes: recent,
    weeks: Array.from({ length: WEEKS }, (_, i) => {
      const oldest = (WEEKS - i) * 7 - 1;
      const week = sumOf(days.filter(({ age }) => age <= oldest && age > oldest - 7));
      const from = new Date(today - oldest * DAY).toISOString().slice(0, 10);
      return { from, ...week, leadTimeMs: lead.weeks[i] ?? null, recoveryMs: recovery.weeks[i] ?? null };
    }),
    completeTo: cursor?.at?.toISOString() ?? null,
  };
}

const banded = (measure: Banded, value: Compared, of: number) => ({
  ...value,
  band: bandOf(measure, value.now, of),
  of,
});

const sumOf = (days: readonly Sums[]): Sums =>
  days.reduce(
    (sum, day) => ({
      started: sum.started + day.started,
      completed: sum.completed + day.completed,
      failed: sum.failed + day.failed,
      rework: sum.rework + day.rework,
    }),
    NOTHING,
  );

type Medians = { compared: Compared; of: number; weeks: readonly (number | null)[] };

/** The median of the last 30 days, of the 30 before, and of each of the weeks, oldest first. */
async function readMedians(
  sql: Sql,
  { table, column }: { table: 'insight_failure' | 'insight_lead'; column: 'recovery_ms' | 'lead_ms' },
  now: number,
  today: number,
): Promise<Medians> {
  const median = `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column})`;
  const [found] = await sql.query<Compared & { of: number }>(
    `SELECT (${median} FILTER (WHERE at >= $1))::float8 AS now, (${median} FILTER (WHERE at < $1))::float8 AS before,
       count(*) FILTER (WHERE at >= $1)::int AS of
     FROM ${table} WHERE at >= $2 AND ${column} IS NOT NULL`,
    [new Date(now - DAYS * DAY), new Date(now - 2 * DAYS * DAY)],
  );
  const first = today - (WEEKS * 7 - 1) * DAY;
  const weeks = await sql.query<{ week: number; ms: number }>(
    `SELECT floor(extract(epoch FROM at - $1::timestamptz) / ${7 * 86_400})::int AS week, (${median})::float8 AS ms
     FROM ${table} WHERE at >= $1::timestamptz AND ${column} IS NOT NULL GROUP BY 1`,
    [new Date(first)],
  );
  return {
    compared: { now: found?.now ?? null, before: found?.before ?? null },
    of: found?.of ?? 0,
    weeks: Array.from({ length: WEEKS }, (_, i) => weeks.find(({ week }) => week === i)?.ms ?? null),
  };
}
