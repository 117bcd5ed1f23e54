import type { Sql } from '@/lib/db/sql';
import { formatExposure } from '@/lib/format/number';
import { SCOPES_OF } from '@/lib/freezes/scope';
import type { PlanSpec } from '@/lib/plans/schema';
import { noSuchRelease, refuseNoWindow } from '@/lib/telemetry/asked-window';
import type { Moment, Moments } from './schema';

const LEAD_IN_MS = 10 * 60_000;
const MOST = 40;

type Release = { scopes: string[]; began: Date; ended: Date | null };
type Standing = { name: string; words: string; starts: Date; ends: Date | null };
type Change = {
  id: string;
  service: string;
  version: string;
  type: string;
  at: Date;
  data: Record<string, unknown>;
  plan: PlanSpec;
};

const FREEZES = `
SELECT name, reason AS words, starts_at AS starts, least(ends_at, lifted_at) AS ends FROM "freeze"
WHERE scope = ANY($1) AND NOT scheduled AND starts_at < $3 AND coalesce(least(ends_at, lifted_at), 'infinity') > $2
UNION ALL
SELECT w."freeze", coalesce(w.title, f.reason), w.starts_at, least(w.ends_at, f.lifted_at) FROM freeze_window w JOIN "freeze" f ON f.name = w."freeze"
WHERE w.scope = ANY($1) AND w.starts_at < $3 AND least(w.ends_at, f.lifted_at) > $2
ORDER BY starts DESC LIMIT ${MOST}`;

const INCIDENTS = `
SELECT i.id::text AS name, i.title AS words, min(s.opened_at) AS starts,
  CASE WHEN count(*) = count(s.closed_at) THEN max(s.closed_at) END AS ends
FROM incident_scope s JOIN incident i ON i.id = s.incident_id
WHERE s.scope = ANY($1) AND s.opened_at < $3 AND coalesce(s.closed_at, 'infinity') > $2
GROUP BY i.id ORDER BY starts DESC LIMIT ${MOST}`;

const CHANGES = `
SELECT r.id, r.service, r.version, e.type, e.at, e.data, r.plan FROM audit_event e JOIN release r ON r.id = e.release_id
WHERE e.type IN ('exposure.confirmed', 'rollback.confirmed') AND e.at >= $2 AND e.at < $3 AND e.release_id <> $1
ORDER BY e.id DESC LIMIT ${MOST}`;

/**
 * What else happened while a release was out, oldest first: freezes and incidents that cover its service, and what other
 * releases changed. At most forty of each. Throws `not_found`, and `unprocessable` for a window that is none.
 */
export async function releaseMoments(
  { sql, clock }: { sql: Sql; clock: { now(): number } },
  id: string,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<Moments> {
  const [release] = await sql.query<Release>(
    `SELECT ${SCOPES_OF}, coalesce(r.started_at, r.created_at) AS began, r.finished_at AS ended
     FROM release r JOIN service s ON s.name = r.service WHERE r.id = $1`,
    [id],
  );
  if (!release) throw noSuchRelease(id);
  const to = asked.to === undefined ? (release.ended?.getTime() ?? clock.now()) : Date.parse(asked.to);
  const from = asked.from === undefined ? Math.min(release.began.getTime(), to) - LEAD_IN_MS : Date.parse(asked.from);
  refuseNoWindow(from, to);
  const window = [new Date(from), new Date(to)];
  const { scopes } = release;
  const freezes = await sql.query<Standing>(FREEZES, [scopes, ...window]);
  const incidents = await sql.query<Standing>(INCIDENTS, [scopes, ...window]);
  const changes = await sql.query<Change>(CHANGES, [id, ...window]);
  const items: Moment[] = [
    ...freezes.map((row) => standing('freeze', row, '/freezes')),
    ...incidents.map((row) => standing('incident', row, `/incidents/${row.name}`)),
    ...changes.map(changed),
  ];
  items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), items };
}

const standing = (kind: 'freeze' | 'incident', row: Standing, path: string): Moment => ({
  kind,
  at: row.starts.toISOString(),
  until: row.ends?.toISOString() ?? null,
  words: `${kind}: ${row.words}`,
  path,
});

function changed({ id, service, version, type, at, data, plan }: Change): Moment {
  const ring = plan.steps[Number(data.step)]?.ring ?? '';
  const exposure = typeof data.exposure === 'number' ? formatExposure(data.exposure) : '';
  const to = type === 'rollback.confirmed' ? 'rolled back' : `→ ${ring} ${exposure}`.trimEnd();
  return {
    kind: 'deploy',
    at: at.toISOString(),
    until: null,
    words: `${service} ${version} ${to}`,
    path: `/releases/${id}`,
  };
}
