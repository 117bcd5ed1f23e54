import type { Sql } from '@/lib/db/sql';
import type { SeriesRequest } from './read-series';

export type DimensionCounts = { requests: number; errors: number };
export type ByDimension = { value: string; canary: DimensionCounts; baseline: DimensionCounts };

const BY = `
SELECT coalesce(dimensions->>$6::text, '') AS value,
  CASE WHEN cohort <> '' THEN cohort WHEN version = $2 THEN 'canary' ELSE 'baseline' END AS label,
  sum(requests)::float8 AS requests, sum(errors)::float8 AS errors
FROM telemetry_sample
WHERE service = $1 AND at >= to_timestamp($4::float8 / 1000) AND at < to_timestamp($5::float8 / 1000)
  AND (cohort <> '' OR version = $2 OR version = $3)
GROUP BY 1, 2`;

const MAX_ROWS = 50;
const NONE: DimensionCounts = { requests: 0, errors: 0 };

/**
 * Requests and errors of both cohorts by one dimension (route, region, zone, node, pod, environment, or any that was
 * pushed); '' where a sample does not say. Most canary errors first, at most 50 rows.
 */
export async function readByDimension(
  sql: Sql,
  request: Omit<SeriesRequest, 'sli'> & { dimension: string },
): Promise<ByDimension[]> {
  const { service, versions, from, to, dimension } = request;
  const rows = await sql.query<{ value: string; label: 'canary' | 'baseline' } & DimensionCounts>(BY, [
    service,
    versions.canary,
    versions.baseline,
    from,
    to,
    dimension,
  ]);
  const found = new Map<string, ByDimension>();
  for (const { value, label, requests, errors } of rows) {
    const entry = found.get(value) ?? { value, canary: NONE, baseline: NONE };
    found.set(value, { ...entry, [label]: { requests, errors } });
  }
  return [...found.values()]
    .sort((a, b) => b.canary.errors - a.canary.errors || b.canary.requests - a.canary.requests)
    .slice(0, MAX_ROWS);
}
