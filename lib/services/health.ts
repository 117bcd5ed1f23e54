import { z } from 'zod';
import type { Sql } from '@/lib/db/sql';
import { toPercent } from '@/lib/shared/exposure';
import { readSources } from '@/lib/telemetry/read-sources';

/** How well Rampart sees a service and how fast its provider obeys. Times are ISO, durations ms. */
export const serviceHealthSchema = z.object({
  /** Versions that sent samples in the last ten minutes, newest bucket first. */
  versions: z.array(z.object({ version: z.string(), newestAt: z.string() })),
  sources: z.array(
    z.object({
      source: z.string(),
      lastSeen: z.string(),
      newestAt: z.string().nullable(),
      /** How far its clock is ahead; null while it is within reason. */
      skewMs: z.number().nullable(),
      refused: z.number(),
      refusedReason: z.string().nullable(),
      refusedAt: z.string().nullable(),
    }),
  ),
  /** From asked to confirmed, over the last 20 commands that were confirmed. */
  confirm: z.object({ count: z.int(), medianMs: z.number().nullable(), slowestMs: z.number().nullable() }),
  /** What the provider answered to the last command it took, percent; null where that did not say what users see. */
  answered: z.object({ at: z.string(), exposure: z.number().nullable() }).nullable(),
  /** When the present version became the one that everyone sees. */
  currentSince: z.string().nullable(),
});
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

type Confirm = { count: number; medianMs: number | null; slowestMs: number | null };

const CONFIRM = `
SELECT count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS "medianMs", max(ms) AS "slowestMs"
FROM (SELECT extract(epoch FROM confirmed_at - created_at)::float8 * 1000 AS ms FROM command
  WHERE service = $1 AND confirmed_at IS NOT NULL ORDER BY generation DESC LIMIT 20) newest`;

const ANSWERED = `
SELECT accepted_at AS at, observed FROM command
WHERE service = $1 AND accepted_at IS NOT NULL ORDER BY generation DESC LIMIT 1`;

/** Read when a service's page is looked at; every part goes by an index of that service. */
export async function readServiceHealth(sql: Sql, service: string): Promise<ServiceHealth> {
  const [versions, sources, [confirm], [answered], [current]] = await Promise.all([
    sql.query<{ version: string; at: Date }>(
      `SELECT version, max(at) AS at FROM telemetry_sample
       WHERE service = $1 AND at > now() - interval '10 minutes' GROUP BY version ORDER BY at DESC LIMIT 20`,
      [service],
    ),
    readSources(sql, service),
    sql.query<Confirm>(CONFIRM, [service]),
    sql.query<{ at: Date; observed: number | null }>(ANSWERED, [service]),
    sql.query<{ at: Date | null }>(
      `SELECT r.finished_at AS at FROM service_control c JOIN release r ON r.id = c.current_release_id WHERE c.service = $1`,
      [service],
    ),
  ]);
  return {
    versions: versions.map(({ version, at }) => ({ version, newestAt: at.toISOString() })),
    sources,
    confirm: confirm ?? { count: 0, medianMs: null, slowestMs: null },
    answered: answered
      ? { at: answered.at.toISOString(), exposure: answered.observed === null ? null : toPercent(answered.observed) }
      : null,
    currentSince: current?.at?.toISOString() ?? null,
  };
}
