import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { releaseEvents } from '@/lib/audit/read-model';
import type { AuditEvent } from '@/lib/audit/schema';
import type { Sql } from '@/lib/db/sql';
import { releaseSeries } from '@/lib/telemetry/release-series';
import type { ReleaseSeries } from '@/lib/telemetry/series-schema';
import { type Counted, type FactsRelease, factsOf, type Moments, momentsOf } from './facts';
import { emptyContent, type Facts } from './schema';
import { timelineOf } from './timeline';

const MINUTE = 60_000;
/** How much of the time before and after is kept in the charts. */
const AROUND_MS = 10 * MINUTE;
/** After this the facts are final, whether the SLI came back or not. */
const FINAL_AFTER_MS = 60 * MINUTE;
const MOST_CHARTS = 6;

/**
 * Drafts the postmortem of a rolled-back release from the record, or brings the facts of a draft up to date; what people
 * wrote is left alone, and so is everything once it is published. Safe to repeat. `now` in epoch ms.
 * @returns whether there is a rollback to write about.
 */
export async function draftPostmortem(sql: Sql, releaseId: string, now: number): Promise<boolean> {
  // One at a time per release: two replicas may have the same job.
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('postmortem:' || $1, 0))::text", [releaseId]);
  const release = await loadRelease(sql, releaseId);
  const events = await releaseEvents(sql, releaseId);
  const rollback = events.findLast(({ type }) => type === 'rollback.commanded');
  // Replaced by a newer version on the service's own wish, or called off before it was out: nothing went wrong.
  if (!release || !rollback || ['superseded', 'cancelled'].includes(String(rollback.data.outcome))) return false;
  const moments = momentsOf(events);
  const series = await loadSeries(sql, releaseId, release, events, moments, now);
  const counted = await loadCounted(sql, release, moments, now);
  const facts = factsOf({ release, events, decidedBy: await roleOf(sql, rollback), counted, series });
  const [row] = await sql.query<{ created: boolean }>(
    `INSERT INTO postmortem (release_id, service, version, facts, timeline, charts, facts_at, facts_final, content, created_at, updated_at)
     VALUES ($1, $2, $3, $4::text::jsonb, $5::text::jsonb, $6::text::jsonb, $7, $8, $9::text::jsonb, $7, $7)
     ON CONFLICT (release_id) DO UPDATE SET facts = excluded.facts, timeline = excluded.timeline, charts = excluded.charts,
       facts_at = excluded.facts_at, facts_final = excluded.facts_final
       WHERE postmortem.status <> 'published'
     RETURNING xmax = 0 AS created`,
    [
      releaseId,
      release.service,
      release.version,
      JSON.stringify(facts),
      JSON.stringify(timelineOf(events, release.plan)),
      JSON.stringify([...series.values()]),
      new Date(now),
      isFinal(facts, now),
      JSON.stringify(emptyContent()),
    ],
  );
  if (row?.created) {
    const at = new Date(now);
    const about = { chain: releaseId, releaseId, service: release.service };
    await appendAudit(sql, [
      { ...about, type: 'postmortem.drafted', actor: CONTROLLER, data: { version: release.version }, at },
    ]);
  }
  return true;
}

function isFinal({ times, gates }: Facts, now: number): boolean {
  if (times.confirmedAt === null) return false;
  const age = now - Date.parse(times.confirmedAt);
  // The buckets after the rollback are still to come where there was no gate to wait for.
  return age > FINAL_AFTER_MS || (age > AROUND_MS && (gates.length === 0 || times.backAt !== null));
}

async function loadRelease(sql: Sql, id: string): Promise<FactsRelease | null> {
  const [row] = await sql.query<FactsRelease>(
    `SELECT r.service, r.version, r.baseline_version AS "baselineVersion", r.plan_name AS "planName", r.plan, r.commit, r.artifact,
       s.owner, s.tier FROM release r JOIN service s ON s.name = r.service WHERE r.id = $1`,
    [id],
  );
  return row ?? null;
}

/** The charts as they were, by SLI: those that failed first, then the plan's others. */
async function loadSeries(
  sql: Sql,
  id: string,
  { plan }: FactsRelease,
  events: readonly AuditEvent[],
  moments: Moments,
  now: number,
): Promise<Map<string, ReleaseSeries>> {
  const failed = events.filter(({ type }) => type === 'gate.failed').map(({ data }) => String(data.sli));
  const slis = [...new Set([...failed, 'error_rate', ...Object.values(plan.gates).map(({ sli }) => sli)])].slice(
    0,
    MOST_CHARTS,
  );
  const end = Math.min(now, (moments.confirmed ?? now) + AROUND_MS);
  const from = (moments.exposed ?? moments.commanded ?? end) - AROUND_MS;
  const window = { from: new Date(from).toISOString(), to: new Date(Math.max(end, from + MINUTE)).toISOString() };
  const found = new Map<string, ReleaseSeries>();
  for (const sli of slis) {
    found.set(sli, await releaseSeries({ sql, clock: { now: () => now } }, id, { sli, ...window }));
  }
  return found;
}

/**
 * Sums of the intervals that overlap the exposure, attributed as gates attribute them. One that began before it counts:
 * a minute's export of a version that was exposed for half of it holds only what was seen then.
 */
async function loadCounted(sql: Sql, release: FactsRelease, moments: Moments, now: number): Promise<Counted> {
  type Row = { label: string | null; requests: number; errors: number; users: number | null };
  const rows = await sql.query<Row>(
    `SELECT CASE WHEN cohort <> '' THEN cohort WHEN version = $2 THEN 'canary' WHEN version = $3 THEN 'baseline' END AS label,
       sum(requests)::float8 AS requests, sum(errors)::float8 AS errors, max(users_affected)::float8 AS users
     FROM telemetry_sample WHERE service = $1 AND at < $5
       AND at > $4::timestamptz - interval '1 day' AND at + interval_ms * interval '1 ms' > $4 GROUP BY 1`,
    [
      release.service,
      release.version,
      release.baselineVersion,
      new Date(moments.exposed ?? now),
      new Date(moments.confirmed ?? now),
    ],
  );
  const of = (label: string) => rows.find((row) => row.label === label);
  const sums = (label: string) => ({ requests: of(label)?.requests ?? 0, errors: of(label)?.errors ?? 0 });
  return { canary: sums('canary'), baseline: sums('baseline'), usersAffected: of('canary')?.users ?? null };
}

const ROLES: Record<string, string> = {
  viewer: 'a viewer',
  operator: 'an operator',
  approver: 'an approver',
  admin: 'an administrator',
};

/** Roles, not names: people may add them. */
async function roleOf(sql: Sql, { actor, data }: AuditEvent): Promise<string> {
  if (data.automatic === true || actor.kind === 'controller') return 'Rampart';
  if (actor.kind === 'integration') return `the integration ${actor.name}`;
  const [person] = await sql.query<{ role: string }>('SELECT role::text AS role FROM app_user WHERE id::text = $1', [
    actor.person,
  ]);
  return ROLES[person?.role ?? ''] ?? 'a person';
}

/** Brings the facts of drafts up to date that are not complete yet. Answers how many. */
export async function refreshPostmortems(
  {
    sql,
    inTransaction,
    clock,
  }: { sql: Sql; inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; clock: { now(): number } },
  most = 20,
): Promise<number> {
  const now = clock.now();
  const due = await sql.query<{ id: string }>(
    `SELECT release_id AS id FROM postmortem
     WHERE NOT facts_final AND status <> 'published' AND facts_at < $1 ORDER BY facts_at LIMIT $2`,
    [new Date(now - 50_000), most],
  );
  for (const { id } of due) await inTransaction((tx) => draftPostmortem(tx, id, now));
  return due.length;
}
