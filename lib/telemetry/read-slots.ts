import type { Sql } from '@/lib/db/sql';
import { type Counts, emptyCounts } from '@/lib/gates/counts';
import { latencyQuantile } from '@/lib/gates/sli';
import type { Slot } from '@/lib/gates/slots';
import { SLOT_MS } from '@/lib/judge/slot';
import { LONGEST, latencySums } from './latency-sums';

/** What to read. Times in epoch milliseconds, half-open; `marks` rising: no slot straddles one. */
export type SlotsRequest = {
  service: string;
  versions: { canary: string; baseline: string | null };
  sli: string;
  marks: readonly number[];
  from: number;
  to: number;
};

const PICKED = `
WITH rows AS (
  SELECT (extract(epoch FROM at) * 1000)::float8 AS ms, requests, errors, latency_bounds, latency_counts, values->$7::text AS stat,
    CASE WHEN cohort <> '' THEN cohort WHEN version = $2 THEN 'canary' ELSE 'baseline' END AS cohort
  FROM telemetry_sample
  WHERE service = $1 AND at >= to_timestamp($4::float8 / 1000) AND at < to_timestamp($5::float8 / 1000)
    AND (cohort <> '' OR version = $2 OR version = $3)
), picked AS (
  SELECT cohort, greatest(floor(ms / ${SLOT_MS}) * ${SLOT_MS}, ($6::float8[])[width_bucket(ms, $6::float8[])]) AS slot,
    requests, errors, latency_bounds, latency_counts, stat FROM rows
)`;

const SUMS = `${PICKED}
SELECT slot, cohort, sum(requests)::float8 AS requests, sum(errors)::float8 AS errors, sum((stat->>'count')::float8) AS count,
  sum((stat->>'sum')::float8) AS sum, sum((stat->>'sumSquares')::float8) AS "sumSquares", ${LONGEST}
FROM picked GROUP BY 1, 2 ORDER BY 1`;

const histogramsOf = (bins: number): string => `${PICKED}
SELECT slot, cohort, latency_bounds AS bounds, ${latencySums(bins)} AS counts
FROM picked WHERE cardinality(latency_counts) > 0 GROUP BY slot, cohort, latency_bounds ORDER BY slot`;

type Key = { slot: number; cohort: 'canary' | 'baseline' };
type Sums = Key & {
  requests: number;
  errors: number;
  count: number | null;
  sum: number | null;
  sumSquares: number | null;
  longest: number;
};
type Histogram = Key & { bounds: number[] | null; counts: number[] };

/**
 * What both cohorts counted of one SLI, slot by slot, as the judge counts it; attributed as it is read, in time order.
 * Slots without samples are left out.
 */
export async function readSlots(sql: Sql, request: SlotsRequest): Promise<Slot[]> {
  const { service, versions, sli, marks, from, to } = request;
  const quantile = latencyQuantile(sli);
  const isValue = sli !== 'error_rate' && quantile === null;
  const params = [service, versions.canary, versions.baseline, from, to, [from, ...marks].sort((a, b) => a - b)];
  const sums = await sql.query<Sums>(SUMS, [...params, isValue ? sli : null]);
  const slots = new Map<number, Slot>();
  const countsAt = ({ slot, cohort }: Key): Counts => {
    const known = slots.get(slot) ?? { at: slot, canary: emptyCounts(), baseline: emptyCounts() };
    slots.set(slot, known);
    return known[cohort];
  };
  for (const row of sums) {
    const counts = countsAt(row);
    counts.requests = row.requests;
    counts.errors = row.errors;
    if (row.count) counts.values[sli] = { count: row.count, sum: row.sum ?? 0, sumSquares: row.sumSquares ?? 0 };
  }
  if (quantile !== null) {
    const longest = sums.reduce((most, row) => Math.max(most, row.longest), 1);
    for (const row of await sql.query<Histogram>(histogramsOf(longest), [...params, null]))
      if (row.bounds) countsAt(row).latency[row.bounds.join(',')] = row.counts.map(Number);
  }
  return [...slots.values()].sort((a, b) => a.at - b.at);
}
