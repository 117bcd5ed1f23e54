import type { Sql } from '@/lib/db/sql';
import { latencyQuantile } from '@/lib/gates/sli';
import { mergeLatency, quantileForDisplay } from './histogram';
import { LONGEST, latencySums } from './latency-sums';
import type { Latency } from './samples';
import { type Series, type SeriesPoint, unitOf } from './series-schema';

/** What to draw. Times in epoch milliseconds, half-open. */
export type SeriesRequest = {
  service: string;
  versions: { canary: string; baseline: string | null };
  sli: string;
  from: number;
  to: number;
};

const MAX_POINTS = 720;
const MAX_OTHERS = 5;
const WIDTHS = [10, 30, 60, 120, 300, 600, 1800, 3600, 10_800, 21_600, 86_400].map((seconds) => seconds * 1000);

/** The narrowest bucket that gives at most 720 points (or `most`) and is not narrower than what is sent. */
export function bucketWidth(spanMs: number, intervalMs: number, most = MAX_POINTS): number {
  const least = Math.max(spanMs / most, Math.min(intervalMs, 3_600_000));
  return WIDTHS.find((width) => width >= least) ?? Math.ceil(least / 86_400_000) * 86_400_000;
}

const PICKED = `
WITH picked AS (
  SELECT CASE WHEN cohort <> '' THEN cohort WHEN version = $2 THEN 'canary' WHEN version = $3 THEN 'baseline'
      ELSE 'other ' || version END AS label,
    floor(extract(epoch FROM at) * 1000 / $6::float8)::bigint * $6::bigint AS bucket,
    requests, errors, latency_bounds, latency_counts, values->$7::text AS stat
  FROM telemetry_sample
  WHERE service = $1 AND at >= to_timestamp($4::float8 / 1000) AND at < to_timestamp($5::float8 / 1000)
)`;

const SUMS = `${PICKED}
SELECT label, bucket::float8 AS bucket, sum(requests)::float8 AS requests, sum(errors)::float8 AS errors,
  sum((stat->>'count')::float8) AS count, sum((stat->>'sum')::float8) AS sum, ${LONGEST}
FROM picked GROUP BY 1, 2 ORDER BY 1, 2`;

const latenciesOf = (bins: number): string => `${PICKED}
SELECT label, bucket::float8 AS bucket, latency_bounds AS bounds, ${latencySums(bins)} AS counts
FROM picked WHERE cardinality(latency_counts) > 0 GROUP BY label, bucket, latency_bounds ORDER BY latency_bounds`;

type Histogram = { label: string; bucket: number; bounds: number[]; counts: number[] };

type Sums = {
  label: string;
  bucket: number;
  requests: number;
  errors: number;
  count: number | null;
  sum: number | null;
  longest: number;
};

/**
 * Time series of one SLI by cohort, attributed as it is read. At most 720 points each; buckets without samples are left
 * out. Latency percentiles interpolate inside a histogram bucket, which is for the eye only: no gate does.
 */
export async function readSeries(sql: Sql, request: SeriesRequest): Promise<Series> {
  const { service, versions, sli, from, to } = request;
  const bucketMs = bucketWidth(to - from, await usualInterval(sql, request));
  const quantile = latencyQuantile(sli);
  const unit = unitOf(sli);
  const params = [service, versions.canary, versions.baseline, from, to, bucketMs, unit === 'value' ? sli : null];
  const sums = await sql.query<Sums>(SUMS, params);
  const latencies = new Map<string, Latency>();
  if (quantile !== null) {
    const longest = sums.reduce((most, row) => Math.max(most, row.longest), 1);
    for (const { label, bucket, ...latency } of await sql.query<Histogram>(latenciesOf(longest), params)) {
      const key = `${bucket} ${label}`;
      const known = latencies.get(key);
      latencies.set(key, known ? mergeLatency(known, latency) : latency);
    }
  }
  const lines = new Map<string, SeriesPoint[]>();
  for (const row of sums) {
    const { label, bucket, requests, errors } = row;
    const latency = latencies.get(`${bucket} ${label}`);
    const value = quantile === null ? plainValue(row, unit) : latency ? quantileForDisplay(latency, quantile) : null;
    const line = lines.get(label) ?? [];
    line.push({ at: new Date(bucket).toISOString(), value, requests, errors });
    lines.set(label, line);
  }
  return {
    sli,
    unit,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    bucketMs,
    canary: lines.get('canary') ?? [],
    baseline: lines.get('baseline') ?? [],
    others: [...lines]
      .filter(([label]) => label.startsWith('other '))
      .map(([label, points]) => ({ version: label.slice('other '.length), points }))
      .sort((a, b) => volume(b.points) - volume(a.points))
      .slice(0, MAX_OTHERS),
  };
}

function plainValue({ requests, errors, count, sum }: Sums, unit: Series['unit']): number | null {
  if (unit === 'ratio') return requests > 0 ? errors / requests : null;
  return count && sum !== null ? sum / count : null;
}

const volume = (points: readonly SeriesPoint[]): number => points.reduce((n, { requests }) => n + requests, 0);

/** The median interval of what was sent lately, so that a minute's export is not drawn as dots ten seconds wide. */
async function usualInterval(sql: Sql, { service, versions, from, to }: SeriesRequest): Promise<number> {
  const [row] = await sql.query<{ usual: number | null }>(
    `SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY interval_ms) AS usual FROM (
       SELECT interval_ms FROM telemetry_sample WHERE service = $1 AND version = ANY($2::text[])
         AND at >= to_timestamp($3::float8 / 1000) AND at < to_timestamp($4::float8 / 1000) LIMIT 300) AS lately`,
    [service, [versions.canary, versions.baseline ?? versions.canary, ''], from, to],
  );
  return row?.usual ?? 0;
}
