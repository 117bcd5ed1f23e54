import { lastCheck } from '@/lib/audit/check';
import type { Sql } from '@/lib/db/sql';
import { toPercent } from '@/lib/shared/exposure';
import { budgetOf } from '@/lib/slos/budget';
import { readWorstSlos } from '@/lib/slos/read-model';
import { readDora } from './dora';
import { readCost, readRegressions } from './regressions';
import { type Executive, REFERENCE_OBJECTIVE, type ServiceHealth } from './schema';
import { statusSentences } from './sentences';

const DAY = 86_400_000;
const MOST_HEALTH = 200;
const MOST_ROLLED_BACK = 10;
const TAKEN_BACK_DAYS = 30;

/** Good share and budget of sums of requests: by events, may be negative (shared reference, slo.md). */
export function healthOf(
  requests: number,
  errors: number,
  objective: number,
): Pick<ServiceHealth, 'good' | 'budgetLeft'> {
  if (requests <= 0) return { good: null, budgetLeft: null };
  return { good: 1 - errors / requests, budgetLeft: 1 - errors / (requests * budgetOf(objective)) };
}

/** Everything the executive page says. It reads what is in flight and daily sums: history does not make it slower. */
export async function readExecutive(sql: Sql, now: number): Promise<Executive> {
  const [inFlight, rolledBack, health, dora, audit, dataAt, regressions, cost] = await Promise.all([
    readInFlight(sql),
    readRolledBack(sql, now),
    readHealth(sql, now),
    readDora(sql, now),
    lastCheck(sql),
    readDataAt(sql),
    readRegressions(sql, now),
    readCost(sql, now),
  ]);
  const usersAffected = await readUsers(sql, now, inFlight.hurting);
  return {
    at: new Date(now).toISOString(),
    sentences: statusSentences({ inFlight, usersAffected, dataAt }, now),
    dataAt,
    inFlight,
    usersAffected,
    regressions,
    cost,
    ...rolledBack,
    health,
    dora,
    audit: audit && { ok: audit.ok, events: audit.events, sealedTo: audit.sealedTo, head: audit.head, at: audit.at },
  };
}

type Flying = {
  id: string;
  service: string;
  version: string;
  status: string;
  desired: number;
  observed: number | null;
  from: number | null;
  attention: number;
};

const FLYING = `
SELECT r.id, r.service, r.version, r.status::text AS status, r.desired, c.observed, (r.state->'rollback'->>'fromExposure')::int AS "from",
  r.attention_class AS attention
FROM release r LEFT JOIN service_control c ON c.service = r.service
WHERE r.status IN ('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed')
ORDER BY r.attention_class DESC, r.id`;

/** The groups of screens.md §5: hurting 9–7, needs a human 6–5, waiting 4, running below. */
async function readInFlight(sql: Sql): Promise<Executive['inFlight']> {
  const rows = await sql.query<Flying>(FLYING);
  const within = (low: number, high: number) => rows.filter(({ attention }) => attention >= low && attention <= high);
  return {
    total: rows.length,
    hurting: within(7, 9).map(({ id, service, version, status, desired, observed, from }) => {
      const leaving = status === 'rolling_back';
      // While it is taken back, what users may still meet is what it was at; asked or seen, the larger counts.
      const seen = Math.max(
        desired,
        observed ?? 0,
        status === 'rolling_back' || status === 'rollback_failed' ? (from ?? 0) : 0,
      );
      return { id, service, version, exposure: toPercent(seen), leaving, rising: status === 'applying' };
    }),
    needsHuman: within(5, 6).length,
    waiting: within(4, 4).length,
    running: within(0, 3).length,
  };
}

async function readRolledBack(sql: Sql, now: number): Promise<Pick<Executive, 'rolledBack' | 'takenBack'>> {
  const rows = await sql.query<Omit<Executive['rolledBack'][number], 'at'> & { at: Date; all: number }>(
    `SELECT release_id AS id, service, version, at, automatic, reason, count(*) OVER ()::int AS all
     FROM insight_failure WHERE kind = 'rolled_back' AND at >= $1 ORDER BY at DESC LIMIT ${MOST_ROLLED_BACK}`,
    [new Date(now - TAKEN_BACK_DAYS * DAY)],
  );
  const rolledBack = rows.map(({ all, ...row }) => ({ ...row, at: row.at.toISOString() }));
  return { rolledBack, takenBack: { days: TAKEN_BACK_DAYS, count: rows[0]?.all ?? 0 } };
}

type HealthRow = Pick<ServiceHealth, 'service' | 'displayName' | 'tier' | 'requests'> & { errors: number };

/**
 * Worst budget first within a tier; services without telemetry last, and said so by null. A service with SLOs is held to
 * the one that has the least left, any other to the reference.
 */
async function readHealth(sql: Sql, now: number): Promise<ServiceHealth[]> {
  const [rows, slos] = await Promise.all([
    sql.query<HealthRow>(
      `SELECT s.name AS service, s.display_name AS "displayName", s.tier, coalesce(d.requests, 0)::float8 AS requests, coalesce(d.errors, 0)::float8 AS errors
       FROM service s LEFT JOIN (SELECT service, sum(requests) AS requests, sum(errors) AS errors FROM insight_day WHERE day > $1::date GROUP BY 1) d
         ON d.service = s.name
       LEFT JOIN (SELECT service, min(remaining) AS remaining FROM slo_state GROUP BY 1) b ON b.service = s.name
       WHERE s.archived_at IS NULL
       ORDER BY s.tier, coalesce(b.remaining, 1 - d.errors / nullif(d.requests * ${budgetOf(REFERENCE_OBJECTIVE)}, 0)) NULLS LAST, s.name LIMIT ${MOST_HEALTH}`,
      [new Date(now - 30 * DAY).toISOString().slice(0, 10)],
    ),
    readWorstSlos(sql),
  ]);
  return rows.map(({ errors, ...row }) => {
    const slo = slos.get(row.service);
    if (!slo?.standing)
      return {
        ...row,
        ...healthOf(row.requests, errors, REFERENCE_OBJECTIVE),
        objective: REFERENCE_OBJECTIVE,
        objectiveKind: 'reference',
        slo: null,
      };
    const { attained, remaining, exhaustion } = slo.standing;
    const { displayName, window, objective } = slo;
    return {
      ...row,
      good: attained,
      budgetLeft: remaining,
      objective,
      objectiveKind: 'slo',
      slo: { name: slo.slo, label: displayName ?? slo.slo, window, spentInMs: exhaustion.inMs },
    };
  });
}

async function readDataAt(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ at: Date | null }>('SELECT max(last_seen) AS at FROM telemetry_source');
  return row?.at?.toISOString() ?? null;
}

/** People that buckets said were affected: now, of what hurts; and over seven days, with those of the releases that failed. */
async function readUsers(
  sql: Sql,
  now: number,
  hurting: Executive['inFlight']['hurting'],
): Promise<Executive['usersAffected']> {
  const [recent] = await sql.query<{ users: number | null }>(
    `SELECT sum(users)::float8 AS users FROM (
       SELECT h.service, max(t.users_affected) AS users
       FROM jsonb_to_recordset($1::text::jsonb) AS h(service text, version text)
       JOIN telemetry_sample t ON t.service = h.service AND t.version = h.version AND t.at >= $2 GROUP BY 1) by_service`,
    [JSON.stringify(hurting), new Date(now - 10 * 60_000)],
  );
  // People meet errors on the best of days: only those of releases that failed were hurt by one.
  const [week] = await sql.query<{ failed: number; now: number | null; before: number | null }>(
    `SELECT count(*) FILTER (WHERE at >= $1)::int AS failed, sum(users_hurt) FILTER (WHERE at >= $1)::float8 AS now,
       sum(users_hurt) FILTER (WHERE at < $1)::float8 AS before
     FROM insight_failure WHERE at >= $2`,
    [new Date(now - 7 * DAY), new Date(now - 14 * DAY)],
  );
  const present = hurting.length === 0 ? null : (recent?.users ?? null);
  const unknown = week !== undefined && week.failed > 0 && week.now === null;
  return {
    now: present,
    days7: unknown ? present : (week?.now ?? 0) + (present ?? 0),
    days7Before: week?.before ?? null,
  };
}
