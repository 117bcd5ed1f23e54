import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';

const DAY_MS = 86_400_000;
const AHEAD_DAYS = 3;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Makes the day partitions between two moments (epoch milliseconds, both included); returns how many were missing. */
export async function ensurePartitions(sql: Sql, from: number, to: number): Promise<number> {
  const rows = await sql.query<{ made: number }>('SELECT ensure_telemetry_partitions($1::date, $2::date) AS made', [
    dayOf(from),
    dayOf(to),
  ]);
  return rows[0]?.made ?? 0;
}

/**
 * Daily upkeep: partitions for the days ahead are made, those past `retentionDays` dropped, and cumulative series that
 * nobody continued for a week forgotten. Safe to run by several replicas at once, and again.
 */
export async function maintainTelemetry(
  sql: Sql,
  { now, retentionDays }: { now: number; retentionDays: number },
): Promise<{ made: number; dropped: number; forgotten: number }> {
  const made = await ensurePartitions(sql, now - DAY_MS, now + AHEAD_DAYS * DAY_MS);
  const [gone] = await sql.query<{ dropped: number }>(
    'SELECT drop_telemetry_partitions(to_timestamp($1::float8 / 1000)) AS dropped',
    [now - retentionDays * DAY_MS],
  );
  await settleRestored(sql);
  await sql.query('DELETE FROM telemetry_source WHERE last_seen < to_timestamp($1::float8 / 1000)', [
    now - retentionDays * DAY_MS,
  ]);
  const [series] = await sql.query<{ forgotten: number }>(
    `WITH gone AS (DELETE FROM telemetry_cumulative WHERE at < to_timestamp($1::float8 / 1000) RETURNING 1)
     SELECT count(*)::int AS forgotten FROM gone`,
    [now - 7 * DAY_MS],
  );
  return { made, dropped: gone?.dropped ?? 0, forgotten: series?.forgotten ?? 0 };
}

/**
 * A copy restored from a dump keeps the transaction numbers of its origin. Those still to come here would let a sample be
 * read a second time when their turn comes, so they become "long ago": already seen by every cursor.
 */
async function settleRestored(sql: Sql): Promise<void> {
  await sql.query(`UPDATE telemetry_sample AS s SET tx = '3' FROM service
    WHERE s.service = service.name AND s.tx >= pg_snapshot_xmax(pg_current_snapshot())`);
}

/** Remembers which days have a partition, so that an ingest asks the database only for a day it has not seen yet. */
export class KnownDays {
  #days = new Set<number>();

  async ensure(sql: Sql, samples: readonly { at: number }[]): Promise<void> {
    const missing = new Set<number>();
    for (const { at } of samples) {
      const day = Math.floor(at / DAY_MS);
      if (!this.#days.has(day)) missing.add(day);
    }
    for (const day of missing) {
      try {
        await ensurePartitions(sql, day * DAY_MS, day * DAY_MS);
        this.#days.add(day);
      } catch (error) {
        // The default partition takes the samples meanwhile; the next batch tries again.
        logger('telemetry').warn({ err: error }, 'could not make a telemetry partition');
      }
    }
    // Days only ever pass: forgetting them all costs one cheap look per day again.
    if (this.#days.size > 400) this.#days.clear();
  }
}
