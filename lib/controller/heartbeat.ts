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

export type ControllerHealth = {
  /** True while no controller has given a sign of life lately: nothing advances, nothing is sent. */
  silent: boolean;
  /** The newest sign of life, if any was ever given. */
  seenAt: Date | null;
  /** Replicas that are alive, with what is off about their clocks. */
  replicas: {
    id: string;
    host: string;
    pid: number;
    startedAt: Date;
    seenAt: Date;
    clockSkewMs: number;
    skewed: boolean;
    stats: Stats;
  }[];
};

/** Whether controllers are alive, for readiness, pages ("controller silent") and metrics. */
export async function controllerHealth(sql: Sql): Promise<ControllerHealth> {
  const rows = await sql.query<Omit<ControllerHealth['replicas'][number], 'skewed'> & { alive: boolean }>(
    `SELECT id, host, pid, started_at AS "startedAt", seen_at AS "seenAt", clock_skew_ms AS "clockSkewMs", stats,
       seen_at > clock_timestamp() - $1::float8 * interval '1 ms' AS alive
     FROM controller_heartbeat ORDER BY seen_at DESC LIMIT 100`,
    [SILENT_AFTER_MS],
  );
  const replicas = rows
    .filter(({ alive }) => alive)
    .map(({ alive: _alive, ...row }) => ({ ...row, skewed: Math.abs(row.clockSkewMs) > SKEW_LIMIT_MS }));
  return { silent: replicas.length === 0, seenAt: rows[0]?.seenAt ?? null, replicas };
}
