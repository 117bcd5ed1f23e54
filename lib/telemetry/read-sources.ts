import type { Sql } from '@/lib/db/sql';

/** A sender as pages show it. Times are ISO; `skewMs` is null while its clock is within reason, ahead is positive. */
export type TelemetrySource = {
  source: string;
  lastSeen: string;
  newestAt: string | null;
  skewMs: number | null;
  refused: number;
  refusedReason: string | null;
  refusedAt: string | null;
};

type Row = Omit<TelemetrySource, 'lastSeen' | 'newestAt' | 'refusedAt'> & {
  lastSeen: Date;
  newestAt: Date | null;
  refusedAt: Date | null;
};

/** Who sends telemetry of a service, those with a suspicious clock first, then the latest; at most 100. */
export async function readSources(sql: Sql, service: string): Promise<TelemetrySource[]> {
  const rows = await sql.query<Row>(
    `SELECT source, last_seen AS "lastSeen", newest_at AS "newestAt", skew_ms::float8 AS "skewMs",
       refused::float8 AS refused, refused_reason AS "refusedReason", refused_at AS "refusedAt"
     FROM telemetry_source WHERE service = $1 ORDER BY skew_ms IS NULL, last_seen DESC LIMIT 100`,
    [service],
  );
  return rows.map(({ lastSeen, newestAt, refusedAt, ...rest }) => ({
    ...rest,
    lastSeen: lastSeen.toISOString(),
    newestAt: newestAt?.toISOString() ?? null,
    refusedAt: refusedAt?.toISOString() ?? null,
  }));
}
