import type { Sql } from '@/lib/db/sql';
import { mergeLatency } from './histogram';
import type { Latency, Values, WindowSums } from './samples';

/**
 * Half-open window of a baseline's past, epoch milliseconds. `version` is the one compared with, null where only explicit
 * cohorts tell; `began` is when the release that asks was first seen.
 */
export type Window = { service: string; version: string | null; began: number; from: number; to: number };

const PICK = `SELECT requests, errors, latency_bounds, latency_counts, values FROM telemetry_sample
  WHERE service = $1 AND at >= to_timestamp($4::float8 / 1000) AND at < to_timestamp($5::float8 / 1000)
    AND at + interval_ms * interval '1 ms' <= to_timestamp($5::float8 / 1000)`;

// Three picks instead of one with OR: the first two are ranges of the primary key, the third is no longer than a hold.
const WINDOW = `
WITH picked AS MATERIALIZED (
  ${PICK} AND version = $2 AND (cohort <> 'canary' OR at < to_timestamp($3::float8 / 1000))
  UNION ALL ${PICK} AND version = '' AND cohort = 'baseline'
  UNION ALL ${PICK} AND version <> '' AND version IS DISTINCT FROM $2 AND cohort = 'baseline'
    AND at >= to_timestamp($3::float8 / 1000)
), buckets AS (
  SELECT latency_bounds AS bounds, i, sum(c)::bigint AS c
  FROM picked, unnest(latency_counts) WITH ORDINALITY AS u (c, i) GROUP BY 1, 2
), histograms AS (
  SELECT bounds, json_agg(c ORDER BY i) AS counts FROM buckets GROUP BY bounds
), means AS (
  SELECT key, sum((stat->>'count')::float8) AS count, sum((stat->>'sum')::float8) AS sum,
    sum((stat->>'sumSquares')::float8) AS "sumSquares"
  FROM picked, jsonb_each(values) AS v (key, stat) GROUP BY key
)
SELECT (SELECT count(*)::int FROM picked) AS samples,
  (SELECT coalesce(sum(requests), 0)::bigint FROM picked) AS requests,
  (SELECT coalesce(sum(errors), 0)::bigint FROM picked) AS errors,
  (SELECT json_agg(json_build_object('bounds', bounds, 'counts', counts) ORDER BY bounds) FROM histograms) AS latencies,
  (SELECT json_object_agg(key, json_build_object('count', count, 'sum', sum, 'sumSquares', "sumSquares")) FROM means) AS values`;

type Row = {
  samples: number;
  requests: number | string;
  errors: number | string;
  latencies: Latency[] | null;
  values: Values | null;
};

/**
 * Sums of the baseline's samples that lie wholly inside the window. While the release is out an explicit cohort wins, as
 * everywhere; before, the version was what it was, canary of its own release too, and only what names no version must say
 * that it is the baseline.
 */
export async function readWindow(sql: Sql, window: Window): Promise<WindowSums> {
  const [row] = await sql.query<Row>(WINDOW, [window.service, window.version, window.began, window.from, window.to]);
  const [first, ...others] = row?.latencies ?? [];
  return {
    samples: row?.samples ?? 0,
    requests: Number(row?.requests ?? 0),
    errors: Number(row?.errors ?? 0),
    latency: first ? others.reduce(mergeLatency, first) : null,
    values: row?.values ?? {},
  };
}

const NEWEST = `
SELECT a.ord::int AS ord, (extract(epoch FROM greatest(
  (SELECT at + interval_ms * interval '1 ms' FROM telemetry_sample AS s
    WHERE s.service = a.service AND s.version = a.version AND s.cohort <> 'baseline' AND s.at >= $3::timestamptz
    ORDER BY s.at DESC LIMIT 1),
  (SELECT at + interval_ms * interval '1 ms' FROM telemetry_sample AS s
    WHERE s.service = a.service AND s.version = '' AND s.cohort = 'canary' AND s.at >= $3::timestamptz
    ORDER BY s.at DESC LIMIT 1)
)) * 1000)::float8 AS ends
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a (service, version, ord)`;

/**
 * When the newest canary sample of each service and version ended (epoch milliseconds), in the order asked; null where
 * there is none that began after `notBefore`.
 */
export async function newestSample(
  sql: Sql,
  services: readonly { service: string; version: string }[],
  notBefore: number,
): Promise<(number | null)[]> {
  const ends: (number | null)[] = services.map(() => null);
  const rows = await sql.query<{ ord: number; ends: number | null }>(NEWEST, [
    services.map((s) => s.service),
    services.map((s) => s.version),
    new Date(notBefore).toISOString(),
  ]);
  for (const row of rows) ends[row.ord - 1] = row.ends;
  return ends;
}
