import type { Sql } from '@/lib/db/sql';
import { mergeLatency } from '@/lib/telemetry/histogram';
import type { Latency } from '@/lib/telemetry/samples';
import type { History } from './schema';

/** What a service's telemetry says, and how much of it there is. */
export type Recorded = {
  history: History;
  version: string | null;
  from: number;
  to: number;
  /** Minutes of the window that have samples. */
  minutes: number;
  requests: number;
};

/** The form of a distribution does not need weeks: latency and values are read from the newest day of the samples. */
const SHAPE_MS = 86_400_000;

const TRAFFIC = `
SELECT extract(epoch FROM min(at)) * 1000 AS "from", extract(epoch FROM max(at)) * 1000 AS "to",
  count(DISTINCT floor(extract(epoch FROM at) / 60))::int AS minutes,
  (percentile_disc(0.5) WITHIN GROUP (ORDER BY interval_ms))::int AS interval,
  count(DISTINCT at)::int AS instants,
  sum(requests)::float8 AS requests,
  sum(requests) FILTER (WHERE $2::text IS NULL OR version = $2 OR (version = '' AND cohort <> 'canary'))::float8 AS own,
  sum(errors) FILTER (WHERE $2::text IS NULL OR version = $2 OR (version = '' AND cohort <> 'canary'))::float8 AS errors
FROM telemetry_sample
WHERE service = $1 AND at >= to_timestamp($3::float8 / 1000) AND at < to_timestamp($4::float8 / 1000)`;

type Traffic = {
  from: number | null;
  to: number | null;
  minutes: number;
  interval: number | null;
  instants: number;
  requests: number | null;
  own: number | null;
  errors: number | null;
};

const SHAPE = `
WITH picked AS MATERIALIZED (
  SELECT latency_bounds, latency_counts, values FROM telemetry_sample
  WHERE service = $1 AND at >= to_timestamp($3::float8 / 1000) AND at < to_timestamp($4::float8 / 1000)
    AND ($2::text IS NULL OR version = $2 OR (version = '' AND cohort <> 'canary'))
), cells AS (
  SELECT latency_bounds AS bounds, i, sum(c)::float8 AS c
  FROM picked, unnest(latency_counts) WITH ORDINALITY AS u (c, i) GROUP BY 1, 2
), histograms AS (
  SELECT bounds, json_agg(c ORDER BY i) AS counts FROM cells GROUP BY bounds
), means AS (
  SELECT key, sum((stat->>'count')::float8) AS count, sum((stat->>'sum')::float8) AS sum,
    sum((stat->>'sumSquares')::float8) AS squares
  FROM picked, jsonb_each(values) AS v (key, stat) GROUP BY key
)
SELECT (SELECT json_agg(json_build_object('bounds', bounds, 'counts', counts) ORDER BY bounds) FROM histograms) AS latencies,
  (SELECT json_agg(means) FROM means) AS means`;

type Shape = {
  latencies: Latency[] | null;
  means: { key: string; count: number; sum: number; squares: number }[] | null;
};

/**
 * The service's past in a window (epoch ms): traffic of all versions, errors, latency and values of the one it runs now.
 * Null where there are no requests.
 */
export async function readHistory(
  sql: Sql,
  service: string,
  window: { from: number; to: number },
): Promise<Recorded | null> {
  const [control] = await sql.query<{ version: string | null }>(
    'SELECT current_version AS version FROM service_control WHERE service = $1',
    [service],
  );
  const current = control?.version ?? null;
  const traffic = await trafficOf(sql, service, current, window);
  // A version that has just arrived has no past of its own: then all that was served is the best guess.
  const version = traffic.own ? current : null;
  const { from, to, minutes, requests, own, errors } =
    version === current ? traffic : await trafficOf(sql, service, null, window);
  if (from === null || to === null || !requests || !own) return null;
  const covered = coveredMinutes(traffic, minutes);
  const shapeFrom = Math.max(from, to - SHAPE_MS);
  const [shape] = await sql.query<Shape>(SHAPE, [service, version, shapeFrom, to + 1]);
  const [first, ...more] = shape?.latencies ?? [];
  const shapeMinutes = covered * Math.min(1, (to - shapeFrom + 60_000) / (to - from + 60_000));
  const share = own / requests;
  return {
    history: {
      requestsPerMinute: requests / covered,
      errorRate: (errors ?? 0) / own,
      ...(first ? { latency: plain(more.reduce(mergeLatency, first)) } : {}),
      ...valuesOf(shape?.means ?? [], shapeMinutes * share),
    },
    version,
    from,
    to,
    minutes: Math.round(covered),
    requests,
  };
}

async function trafficOf(
  sql: Sql,
  service: string,
  version: string | null,
  window: { from: number; to: number },
): Promise<Traffic> {
  const [row] = await sql.query<Traffic>(TRAFFIC, [service, version, window.from, window.to]);
  const number = (value: number | null | undefined) => (value == null ? null : Number(value));
  return {
    from: number(row?.from),
    to: number(row?.to),
    minutes: row?.minutes ?? 0,
    interval: row?.interval ?? null,
    instants: row?.instants ?? 0,
    requests: number(row?.requests),
    own: number(row?.own),
    errors: number(row?.errors),
  };
}

/** Minutes with samples: a sample of ten minutes covers ten, six of ten seconds cover one, and two of them a third. */
function coveredMinutes({ interval, instants }: Traffic, minutes: number): number {
  const each = (interval ?? 60_000) / 60_000;
  return Math.max(each, each >= 1 ? instants * each : Math.min(minutes, instants * each));
}

const plain = ({ bounds, counts }: Latency) => ({ bounds: [...bounds], counts: [...counts] });

function valuesOf(
  means: readonly { key: string; count: number; sum: number; squares: number }[],
  minutes: number,
): Pick<History, 'values'> {
  const rows = means.filter(({ count }) => count > 1);
  if (rows.length === 0) return {};
  return {
    values: Object.fromEntries(
      rows.map(({ key, count, sum, squares }) => {
        const mean = sum / count;
        const variance = Math.max(0, (squares - sum * mean) / (count - 1));
        return [key, { perMinute: count / minutes, mean, variance }];
      }),
    ),
  };
}
