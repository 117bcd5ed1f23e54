import type { Sql } from '@/lib/db/sql';
import { LONGEST, latencySums } from './latency-sums';
import { COHORT, OF_COHORTS } from './read-by-dimension';
import type { SeriesRequest } from './read-series';
import type { Cohort, Latency } from './samples';

/** The histograms of one cohort in one bucket of time (start, epoch ms), one for each set of bounds that was sent. */
export type HeatBucket = { cohort: Cohort; at: number; latencies: Latency[] };

const HISTOGRAMS = `${OF_COHORTS} AND cardinality(latency_bounds) > 0`;

const bucketsOf = (bins: number): string => `
SELECT ${COHORT} AS cohort, (floor(extract(epoch FROM at) * 1000 / $6::float8) * $6)::float8 AS at, latency_bounds AS bounds,
  ${latencySums(bins)} AS counts
${HISTOGRAMS} GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`;

type Row = { cohort: Cohort; at: number; bounds: number[]; counts: number[] };

/** Latency histograms of both cohorts by buckets of time; buckets and samples without any are left out. */
export async function readHeatmap(
  sql: Sql,
  { service, versions, from, to, bucketMs }: Omit<SeriesRequest, 'sli'> & { bucketMs: number },
): Promise<HeatBucket[]> {
  const params = [service, versions.canary, versions.baseline, from, to];
  const [found] = await sql.query<{ longest: number }>(`SELECT ${LONGEST} ${HISTOGRAMS}`, params);
  if (!found || found.longest === 0) return [];
  const rows = await sql.query<Row>(bucketsOf(found.longest), [...params, bucketMs]);
  const buckets = new Map<string, HeatBucket>();
  for (const { cohort, at, bounds, counts } of rows) {
    const bucket = buckets.get(`${cohort} ${at}`) ?? { cohort, at, latencies: [] };
    bucket.latencies.push({ bounds, counts });
    buckets.set(`${cohort} ${at}`, bucket);
  }
  return [...buckets.values()];
}
