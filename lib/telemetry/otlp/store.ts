import type { Sql } from '@/lib/db/sql';
import type { StoredSample } from '../samples';
import { retryingDeadlocks, SAMPLE_COLUMNS } from '../store';
import type { Point } from './points';

export const GRID_MS = 10_000;

/**
 * The first point of a series counts from the last export of its family (the same metric of the same run of a process), or
 * from its start, whichever is later, if that was recently. An older sum belongs to nobody's interval: it is only noted.
 */
export const COUNT_FROM_START_MS = 15 * 60_000;

/** A delta or a gauge as a sample. The interval is aligned to 10 s; what tells two points of one interval apart is `dims`. */
export function toSample(point: Point): StoredSample {
  const length = point.startAt === 0 ? GRID_MS : point.endAt - point.startAt;
  const at = Math.floor((point.endAt - length) / GRID_MS) * GRID_MS;
  const { amount, buckets } = point;
  return {
    service: point.service,
    version: point.version,
    cohort: point.cohort,
    source: point.source,
    at,
    intervalMs: Math.max(GRID_MS, Math.round(length / GRID_MS) * GRID_MS),
    dims: point.identity,
    requests: point.sli === null ? amount : 0,
    errors: point.error ? amount : 0,
    latency: buckets && buckets.counts.length > 0 ? buckets : null,
    users: null,
    values: point.sli === null ? null : { [point.sli]: { count: 1, sum: amount, sumSquares: amount * amount } },
    dimensions: point.dimensions,
  };
}

/**
 * Takes the difference of each cumulative point to the last one of its series and stores it, in one statement: the row
 * lock of the series orders the replicas, an older or repeated point matches nothing, and a sum that fell without a new
 * start is counted from zero. A histogram that cannot be subtracted (other bounds, a bucket that fell) gives its requests
 * without latency rather than a guess.
 */
const DIFFERENCE = `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[],
    $9::float8[], $10::bool[], $11::text[], $12::text[], $13::int[], $14::int[], $15::text[], $16::text[], $17::bool[],
    $18::text[])
  AS i (service, version, cohort, source, series, identity, start_ms, end_ms, amount, error, bounds, counts, scale,
    first_index, sli, dimensions, keep_zero, family)
), families AS MATERIALIZED (
  SELECT i.service, i.family, max(i.end_ms) AS end_ms, (extract(epoch FROM max(t.at)) * 1000)::float8 AS last_ms,
    (extract(epoch FROM max(t.prev_at)) * 1000)::float8 AS before_ms
  FROM input AS i LEFT JOIN telemetry_cumulative AS t ON t.service = i.service AND t.series = i.family
  GROUP BY i.service, i.family ORDER BY i.service, i.family
), seen AS (
  INSERT INTO telemetry_cumulative AS t (service, series, started_at, at, sum)
  SELECT service, family, to_timestamp(end_ms / 1000), to_timestamp(end_ms / 1000), 0 FROM families
  ON CONFLICT (service, series) DO UPDATE SET prev_at = t.at, at = excluded.at WHERE excluded.at > t.at
), moved AS (
  INSERT INTO telemetry_cumulative AS t (service, series, started_at, at, scale, first_index, bounds, counts, sum)
  SELECT service, series, to_timestamp(start_ms / 1000), to_timestamp(end_ms / 1000), scale, first_index,
    bounds::float8[], counts::bigint[], amount
  FROM input
  ON CONFLICT (service, series) DO UPDATE SET
    prev_at = t.at, prev_scale = t.scale, prev_first_index = t.first_index, prev_bounds = t.bounds,
    prev_counts = t.counts, prev_sum = t.sum,
    at = excluded.at, scale = excluded.scale, first_index = excluded.first_index, bounds = excluded.bounds,
    counts = excluded.counts, sum = excluded.sum
  WHERE excluded.at > t.at
  RETURNING service, series, prev_at, prev_scale, prev_first_index, prev_bounds, prev_counts, prev_sum
), compared AS (
  SELECT i.*, i.bounds::float8[] AS edges, i.counts::bigint[] AS cells, prev_scale, prev_first_index, prev_counts,
    coalesce((extract(epoch FROM prev_at) * 1000)::float8,
      greatest(start_ms, CASE WHEN last_ms < i.end_ms THEN last_ms ELSE before_ms END)) AS from_ms,
    prev_sum IS NULL AS first_seen, prev_sum IS NULL OR amount < prev_sum AS whole,
    CASE WHEN prev_sum IS NULL OR amount < prev_sum THEN amount ELSE amount - prev_sum END AS delta,
    CASE WHEN i.scale IS NULL THEN prev_scale IS NULL AND prev_bounds = bounds::float8[] ELSE prev_scale >= i.scale END AS like_before
  FROM input AS i JOIN moved USING (service, series) JOIN families AS f USING (service, family)
), subtracted AS (
  SELECT c.*, round((end_ms - from_ms) / 10000)::int * 10000 AS length, CASE
    WHEN whole THEN cells
    WHEN like_before THEN (
      SELECT array_agg(n.c - coalesce(o.c, 0) ORDER BY n.pos)
      FROM unnest(cells) WITH ORDINALITY AS n (c, pos)
      LEFT JOIN (
        SELECT pos, sum(c)::bigint AS c FROM (
          SELECT c, CASE WHEN scale IS NULL OR j = 1 THEN j
            ELSE ((prev_first_index + j - 2)::int >> (prev_scale - scale)) - first_index + 2 END AS pos
          FROM unnest(prev_counts) WITH ORDINALITY AS u (c, j)
        ) AS placed GROUP BY pos
      ) AS o USING (pos)
    )
  END AS fresh
  FROM compared AS c WHERE NOT first_seen OR (from_ms > 0 AND end_ms - from_ms <= $19::float8)
), stored AS (
  INSERT INTO telemetry_sample (${SAMPLE_COLUMNS})
  SELECT service, version, to_timestamp(floor(from_ms / 10000) * 10), cohort, source, greatest(length, 10000), identity,
    CASE WHEN sli IS NULL THEN delta ELSE 0 END, CASE WHEN error THEN delta ELSE 0 END,
    CASE WHEN usable THEN edges ELSE '{}' END, CASE WHEN usable THEN fresh ELSE '{}' END, NULL, NULL,
    CASE WHEN sli IS NOT NULL THEN jsonb_build_object(sli, jsonb_build_object('count', 1, 'sum', delta, 'sumSquares', delta * delta)) END,
    dimensions::jsonb
  FROM (SELECT *, fresh IS NOT NULL AND cardinality(fresh) > 0 AND 0 <= ALL (fresh) AS usable FROM subtracted) AS s
  WHERE (delta > 0 OR keep_zero) AND length <= 86400000
  ON CONFLICT DO NOTHING RETURNING 1
)
SELECT (SELECT count(*)::int FROM moved) AS moved, (SELECT count(*)::int FROM stored) AS stored`;

/** Stores the differences; returns how many samples that made. Points of one series are taken in order of time. */
export async function storeCumulative(sql: Sql, points: readonly Point[]): Promise<number> {
  let stored = 0;
  for (const wave of waves(points)) {
    const [row] = await retryingDeadlocks(() => sql.query<{ stored: number }>(DIFFERENCE, columns(wave)));
    stored += row?.stored ?? 0;
  }
  return stored;
}

/** One statement can move a series by one point only; each wave is ordered by series, so that replicas lock alike. */
function waves(points: readonly Point[]): Point[][] {
  const bySeries = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${point.service} ${point.series}`;
    const same = bySeries.get(key);
    if (same) same.push(point);
    else bySeries.set(key, [point]);
  }
  const result: Point[][] = [];
  for (const [, series] of [...bySeries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    series.sort((a, b) => a.endAt - b.endAt);
    for (const [depth, point] of series.entries()) {
      result[depth] ??= [];
      result[depth].push(point);
    }
  }
  return result;
}

const literal = (numbers: readonly number[] | undefined): string => `{${numbers?.join(',') ?? ''}}`;

function columns(points: readonly Point[]): unknown[] {
  return [
    points.map((p) => p.service),
    points.map((p) => p.version),
    points.map((p) => p.cohort),
    points.map((p) => p.source),
    points.map((p) => p.series),
    points.map((p) => p.identity),
    points.map((p) => p.startAt),
    points.map((p) => p.endAt),
    points.map((p) => p.amount),
    points.map((p) => p.error),
    points.map((p) => literal(p.buckets?.bounds)),
    points.map((p) => literal(p.buckets?.counts)),
    points.map((p) => p.buckets?.scale ?? null),
    points.map((p) => p.buckets?.firstIndex ?? null),
    points.map((p) => p.sli),
    points.map((p) => (p.dimensions ? JSON.stringify(p.dimensions) : null)),
    points.map((p) => p.keepZero),
    points.map((p) => p.family),
    COUNT_FROM_START_MS,
  ];
}
