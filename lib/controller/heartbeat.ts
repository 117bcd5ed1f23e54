import { hostname } from 'node:os';
import type { Sql } from '@/lib/db/sql';
import type { Stats } from './stats';

/** Without a sign of life for this long, what a controller had claimed is free for others. */
export const SILENT_AFTER_MS = 4_000;
/** A clock further off than this is reported in readiness (lifecycle.md, rule 8). */
export const SKEW_LIMIT_MS = 2_000;
const FORGET_AFTER = '1 day';

const BEAT = `
INSERT INTO controller_heartbeat (id, host, pid, started_at, seen_at, clock_skew_ms, stats)
VALUES ($1, $2, $3, $4, clock_timestamp(), $5, $6)
ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), clock_skew_ms = excluded.clock_skew_ms, stats = excluded.stats`;

export type Beat = { id: string; startedAt: Date; stats: Stats; now: () => number };

/** Measures this replica's clock against the database's and writes the sign of life. Answers the skew in ms. */
export async function beat(sql: Sql, { id, startedAt, stats, now }: Beat): Promise<number> {
  const before = now();
  const [row] = await sql.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const after = now();
  const skew = Math.round((before + after) / 2 - (row?.at.getTime() ?? after));
  await sql.query(BEAT, [id, hostname(), process.pid, startedAt, skew, JSON.stringify(stats)]);
  return skew;
}

/** The row of a controller that ends in order: its claims are free at once. */
export async function farewell(sql: Sql, id: string): Promise<void> {
  await sql.query(`DELETE FROM controller_heartbeat WHERE id = $1 OR seen_at < now() - interval '${FORGET_AFTER}'`, [
    id,
  ]);
}
