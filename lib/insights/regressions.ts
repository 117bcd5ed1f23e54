import type { Sql } from '@/lib/db/sql';
import type { Cost, Regressions } from './schema';

const DAY = 86_400_000;
const DAYS = 30;
const BASIS = {
  spared:
    'Spared is estimated: as large a share of those who still had the old version, by the traffic of that time, as of those who had the new one.',
  users: 'People are at least so many: samples cannot tell one from another.',
  requests: 'Answers that were only slow are not counted.',
};

type Row = {
  count: number;
  users: number;
  hurt: number;
  spared: number;
  requests: number;
  failed: number;
  avoided: number;
};

/** What regressions of the last 30 days did to users, and what they would have done to everyone. */
export async function readRegressions(sql: Sql, now: number): Promise<Regressions> {
  const [row] = await sql.query<Row>(
    `SELECT count(*)::int AS count, count(users_hurt)::int AS users, coalesce(sum(users_hurt), 0)::float8 AS hurt,
       coalesce(sum(users_spared), 0)::float8 AS spared, count(requests_hurt) FILTER (WHERE users_hurt IS NULL)::int AS requests,
       coalesce(sum(requests_hurt) FILTER (WHERE users_hurt IS NULL), 0)::float8 AS failed,
       coalesce(sum(requests_spared) FILTER (WHERE users_hurt IS NULL), 0)::float8 AS avoided
     FROM insight_failure WHERE at >= $1`,
    [new Date(now - DAYS * DAY)],
  );
  const of = (releases: number, suffered: number, avoided: number) =>
    releases === 0 ? null : { suffered: Math.round(suffered), avoided: Math.round(avoided), releases };
  const users = row ? of(row.users, row.hurt, row.spared) : null;
  const requests = row ? of(row.requests, row.failed, row.avoided) : null;
  const basis = [BASIS.spared, ...(users ? [BASIS.users] : []), ...(requests ? [BASIS.requests] : [])].join(' ');
  return { days: DAYS, count: row?.count ?? 0, users, requests, basis };
}

type CostRow = { service: string; version: string; canary: number | null; baseline: number | null; requests: number };

// Both versions over the same time, and only since both send what they cost: what was served before that had no price.
const COST = `
SELECT r.service, r.version, c.canary, c.baseline, c.requests
FROM release r CROSS JOIN LATERAL (
  SELECT sum(cost) FILTER (WHERE canary) / nullif(sum(requests) FILTER (WHERE canary), 0) AS canary,
    sum(cost) FILTER (WHERE NOT canary) / nullif(sum(requests) FILTER (WHERE NOT canary), 0) AS baseline,
    coalesce(sum(requests) FILTER (WHERE canary), 0) AS requests
  FROM (
    SELECT counted.*, greatest(min(at) FILTER (WHERE canary AND cost IS NOT NULL) OVER (),
      min(at) FILTER (WHERE NOT canary AND cost IS NOT NULL) OVER ()) AS both_from,
      bool_or(canary AND cost IS NOT NULL) OVER () AND bool_or(NOT canary AND cost IS NOT NULL) OVER () AS both_known
    FROM (
      SELECT t.at, t.requests::float8 AS requests, (t.values->'cost'->>'sum')::float8 AS cost,
        CASE WHEN t.cohort <> '' THEN t.cohort = 'canary' ELSE t.version = r.version END AS canary
      FROM telemetry_sample t WHERE t.service = r.service AND t.at >= greatest($1, r.started_at)
    ) counted
  ) timed
  WHERE both_known AND at >= both_from
) c
WHERE r.status IN ('applying', 'holding', 'paused', 'awaiting_approval') AND r.started_at IS NOT NULL`;

const HOUR = 3_600_000;

/** What a request costs with the new versions in flight, beside the old ones, over the last hour. */
export async function readCost(sql: Sql, now: number): Promise<Cost> {
  return costOf(await sql.query<CostRow>(COST, [new Date(now - HOUR)]));
}

/** Weighed by what the new versions served. Pure. */
export function costOf(rows: readonly CostRow[]): Cost {
  const known = rows.flatMap(({ service, version, canary, baseline, requests }) =>
    canary !== null && baseline !== null && baseline > 0 && requests > 0
      ? [{ service, version, change: canary / baseline - 1, new: canary * requests, old: baseline * requests }]
      : [],
  );
  if (known.length === 0) {
    const why =
      rows.length === 0
        ? 'no new version is in flight to compare'
        : 'no service with a release in flight sends the value “cost” for both versions';
    return { change: null, services: [], why };
  }
  const sum = (of: 'new' | 'old') => known.reduce((total, entry) => total + entry[of], 0);
  const services = known
    .map(({ service, version, change }) => ({ service, version, change }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  return { change: sum('new') / sum('old') - 1, services, why: null };
}
