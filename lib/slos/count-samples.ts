import type { Sql } from '@/lib/db/sql';

/** What an SLO counted in a minute of a version; `minute` in epoch ms. */
export type Count = { slo: number; minute: number; version: string; total: number; bad: number };

// Samples of each service are read once, whatever the number of its SLOs. A latency counts as good only up to the last
// bound at or below the threshold: inside a bucket nobody can say.
const SELECT = (range: string) => `
WITH wanted AS (
  SELECT s.id, s.service, s.kind, s.value_key, s.threshold_ms FROM slo s
  WHERE s.kind <> 'promql' AND CASE WHEN $1::int[] IS NULL
    THEN EXISTS (SELECT 1 FROM slo_state st WHERE st.slo_id = s.id) ELSE s.id = ANY($1::int[]) END
), fresh AS MATERIALIZED (
  SELECT w.service, t.* FROM (SELECT DISTINCT service FROM wanted) w CROSS JOIN LATERAL (
    SELECT date_bin('1 minute', at, 'epoch') AS minute, version, requests, errors, latency_bounds, latency_counts, values
    FROM telemetry_sample t WHERE t.service = w.service AND ${range}) t
), requests AS (
  SELECT service, minute, version, sum(requests)::float8 AS total, sum(errors)::float8 AS bad FROM fresh GROUP BY 1, 2, 3
)
SELECT slo, (extract(epoch FROM minute) * 1000)::float8 AS minute, version, total, bad FROM (
  SELECT w.id AS slo, r.minute, r.version, r.total, r.bad FROM wanted w JOIN requests r ON r.service = w.service
  WHERE w.kind = 'ratio' AND w.value_key IS NULL
  UNION ALL
  SELECT w.id, f.minute, f.version, sum((f.values->w.value_key->>'count')::float8),
    sum((f.values->w.value_key->>'count')::float8 - (f.values->w.value_key->>'sum')::float8)
  FROM wanted w JOIN fresh f ON f.service = w.service
  WHERE w.kind = 'ratio' AND w.value_key IS NOT NULL AND f.values ? w.value_key GROUP BY 1, 2, 3
  UNION ALL
  SELECT w.id, f.minute, f.version, sum(h.total), sum(h.slow)
  FROM wanted w JOIN fresh f ON f.service = w.service CROSS JOIN LATERAL (
    SELECT sum(c.n)::float8 AS total, coalesce(sum(c.n) FILTER (WHERE c.upper IS NULL OR c.upper > w.threshold_ms), 0)::float8 AS slow
    FROM unnest(f.latency_counts, f.latency_bounds) AS c(n, upper)) h
  WHERE w.kind = 'latency' AND cardinality(f.latency_counts) > 0 GROUP BY 1, 2, 3
) counted WHERE total > 0`;

const NEWER = SELECT('t.tx >= $2::text::xid8 AND t.tx < $3::text::xid8 AND t.at >= $4');
const OLDER = SELECT('t.tx >= $2::text::xid8 AND t.tx < $3::text::xid8 AND t.at < $4 AND t.at >= $5');

/** Counts of samples that began at `since` or later and were committed in [from, to), for all SLOs that have a state. */
export const countNewer = (sql: Sql, from: string, to: string, since: Date): Promise<Count[]> =>
  sql.query(NEWER, [null, from, to, since]);

/** The same of samples that began before `before`, as far back as `since`. */
export const countOlder = (sql: Sql, from: string, to: string, before: Date, since: Date): Promise<Count[]> =>
  sql.query(OLDER, [null, from, to, before, since]);

/** Everything that is stored for SLOs that are counted for the first time. */
export const countAll = (sql: Sql, slos: readonly number[], to: string, since: Date): Promise<Count[]> =>
  sql.query(NEWER, [slos, '0', to, since]);
