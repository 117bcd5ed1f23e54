import type { Sql } from '@/lib/db/sql';
import { LONGEST, latencySums } from './latency-sums';
import { COHORT, OF_COHORTS } from './read-by-dimension';
import type { SeriesRequest } from './read-series';
import type { Cohort, Latency } from './samples';

/** The histograms of one cohort where a dimension has one value, one for each set of bounds that was sent. */
export type LatencyPart = { value: string | null; cohort: Cohort; latencies: Latency[] };

const HISTOGRAMS = `${OF_COHORTS} AND cardinality(latency_bounds) > 0`;

const partsOf = (bins: number): string => `
SELECT CASE WHEN coalesce(dimensions->>$6, '') = ANY($7::text[]) THEN coalesce(dimensions->>$6, '') END AS value,
  ${COHORT} AS cohort, latency_bounds AS bounds, ${latencySums(bins)} AS counts
${HISTOGRAMS} GROUP BY 1, 2, 3`;

type Row = { value: string | null; cohort: Cohort; bounds: number[]; counts: number[] };

/** Latency of both cohorts for some values of a dimension; all other values together as null. Two reads of the window. */
export async function readLatencyByDimension(
  sql: Sql,
  { service, versions, from, to }: Omit<SeriesRequest, 'sli'>,
  dimension: string,
  values: readonly string[],
): Promise<LatencyPart[]> {
  const params = [service, versions.canary, versions.baseline, from, to];
  const [found] = await sql.query<{ longest: number }>(`SELECT ${LONGEST} ${HISTOGRAMS}`, params);
  if (!found || found.longest === 0) return [];
  const rows = await sql.query<Row>(partsOf(found.longest), [...params, dimension, values]);
  const parts = new Map<string, LatencyPart>();
  for (const { value, cohort, bounds, counts } of rows) {
    const key = `${cohort} ${value === null ? '' : `=${value}`}`;
    const part = parts.get(key) ?? { value, cohort, latencies: [] };
    part.latencies.push({ bounds, counts });
    parts.set(key, part);
  }
  return [...parts.values()];
}
