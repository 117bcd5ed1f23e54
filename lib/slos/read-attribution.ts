import type { Sql } from '@/lib/db/sql';
import { attribute, type VersionBad } from './attribution';
import { definitionOf } from './definition';
import type { Spend } from './schema';
import { EMPTY, floorTo, unpack } from './spans';
import type { SloRow } from './view';
import { windowAt } from './window';

const MOST = 20;

// What came without a version (Prometheus) belongs to the release that had begun last by then. A bad slice is divided
// among versions by their bad events of its hour.
const VERSIONS = `
WITH spent AS (
  SELECT p.at, coalesce(nullif(p.version, ''), newest.version, '') AS version, p.bad,
    b.bad_slices * p.bad / nullif(sum(p.bad) OVER (PARTITION BY p.at), 0) AS slices
  FROM slo_spend p
  LEFT JOIN slo_bucket b ON b.grain = 60 AND b.at = p.at AND b.slo = p.slo
  LEFT JOIN LATERAL (SELECT r.version FROM release r WHERE p.version = '' AND r.service = $2 AND r.started_at < p.at + interval '1 hour'
    AND (r.finished_at IS NULL OR r.finished_at > p.at OR r.status = 'completed') ORDER BY r.started_at DESC LIMIT 1) newest ON true
  WHERE p.slo = $1 AND p.at >= $3 AND p.at <= $4
), told AS (
  SELECT spent.*, EXISTS (SELECT 1 FROM release r WHERE r.service = $2 AND r.version = spent.version
    AND r.started_at < spent.at + interval '1 hour' AND (r.finished_at IS NULL OR r.finished_at > spent.at)) AS flying FROM spent
)
SELECT version, sum(bad) AS bad, coalesce(sum(bad) FILTER (WHERE flying) / nullif(sum(bad), 0), 0) AS releasing, coalesce(sum(slices), 0)::float8 AS "badSlices",
  (extract(epoch FROM min(at)) * 1000)::float8 AS "from", (extract(epoch FROM max(at)) * 1000)::float8 + 3600000 AS "to"
FROM told GROUP BY 1`;

const RELEASES = `SELECT DISTINCT ON (version) version, id FROM release WHERE service = $1 AND version = ANY($2::text[]) ORDER BY version, created_at DESC`;

/** Which versions spent how much of the budget of the present window, most first. */
export async function readAttribution(sql: Sql, slo: SloRow): Promise<Spend[]> {
  if (slo.asOf === null || slo.sums?.length !== EMPTY.length) return [];
  const asOf = slo.asOf.getTime();
  const definition = definitionOf(slo.spec);
  const { start, lengthMs } = windowAt(definition, asOf);
  const from = new Date(floorTo(start, 60));
  const versions = await sql.query<VersionBad>(VERSIONS, [slo.id, slo.service, from, new Date(asOf)]);
  const total = unpack(slo.sums).window.total;
  const spent = attribute(definition, { total, lengthMs }, versions).slice(0, MOST);
  const releases = await sql.query<{ version: string; id: string }>(RELEASES, [
    slo.service,
    spent.map(({ version }) => version),
  ]);
  const idOf = new Map(releases.map(({ version, id }) => [version, id]));
  return spent.map((one) => ({
    version: one.version,
    release: idOf.get(one.version) ?? null,
    share: one.share,
    releasing: one.share * one.releasing,
    bad: one.bad,
    from: new Date(one.from).toISOString(),
    to: new Date(Math.min(one.to, asOf)).toISOString(),
  }));
}
