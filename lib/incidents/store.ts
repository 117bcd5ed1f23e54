import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { chainOf } from '@/lib/freezes/put-freeze';
import { scopeOf } from '@/lib/freezes/scope';
import { wakeScopes } from '@/lib/freezes/wake-scope';
import { uuidv7 } from '@/lib/shared/uuid';
import type { KnownIncident } from './decide';
import type { Severity } from './schema';

export type NewIncident = {
  title: string;
  severity: Severity;
  source: string;
  sourceKey: string | null;
  url: string | null;
  detail: string | null;
  scopes: readonly string[];
  /** When the source said it, epoch ms. */
  heardAt: number;
};

/** Opens an incident in the caller's transaction: from its commit on no release of its scopes gains exposure. */
export async function openIn(sql: Sql, incident: NewIncident, actor: Principal, now: number): Promise<string> {
  // Services are locked before anything else, as everywhere.
  await wakeScopes(sql, incident.scopes);
  const id = uuidv7(now);
  const at = new Date(now);
  await sql.query(
    `INSERT INTO incident (id, title, severity, source, source_key, url, detail, opened_by, opened_at, heard_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      incident.title,
      incident.severity,
      incident.source,
      incident.sourceKey,
      incident.url,
      incident.detail,
      actor.name,
      at,
      new Date(incident.heardAt),
    ],
  );
  await addScopes(sql, id, incident.scopes, now);
  const { title, severity, source, scopes } = incident;
  await record(
    sql,
    actor,
    'incident.opened',
    scopes,
    { incident: id, title, severity, source, scopes: scopes.map(scopeOf) },
    now,
  );
  await linkReleases(sql, id, scopes, title, actor, now);
  return id;
}

async function addScopes(sql: Sql, id: string, scopes: readonly string[], now: number): Promise<void> {
  await sql.query(
    `INSERT INTO incident_scope (incident_id, scope, opened_at) SELECT $1::uuid, unnest($2::text[]), $3::timestamptz
     ON CONFLICT (incident_id, scope) DO UPDATE SET closed_at = NULL`,
    [id, scopes, new Date(now)],
  );
}

// In flight: on its way up, or being taken back; what nobody sees yet has no part in it.
const LINK = `
INSERT INTO incident_release (incident_id, release_id, linked_at)
SELECT $1::uuid, r.id, $3::timestamptz FROM release r JOIN service s ON s.name = r.service
WHERE r.status IN ('awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed') AND r.generation > 0
  AND scopes_of(s.name, s.owner, s.tier) && $2::text[]
ON CONFLICT DO NOTHING RETURNING release_id AS id`;

async function linkReleases(
  sql: Sql,
  id: string,
  scopes: readonly string[],
  title: string,
  actor: Principal,
  now: number,
) {
  const linked = await sql.query<{ id: string }>(LINK, [id, scopes, new Date(now)]);
  if (linked.length === 0) return;
  const releases = await sql.query<{ id: string; service: string }>(
    'SELECT id, service FROM release WHERE id = ANY($1::uuid[])',
    [linked.map((row) => row.id)],
  );
  const drafts = releases.map((release) => ({
    chain: release.id,
    releaseId: release.id,
    service: release.service,
    type: 'incident.linked',
    actor,
    reason: title,
    data: { incident: id },
    at: new Date(now),
  }));
  await appendAudit(sql, drafts);
}

/** Other services are concerned than before. */
export async function changeIn(
  sql: Sql,
  change: { id: string; title: string; add: readonly string[]; close: readonly string[]; heardAt: number },
  actor: Principal,
  now: number,
): Promise<void> {
  const { id, add, close } = change;
  await wakeScopes(sql, [...add, ...close]);
  await addScopes(sql, id, add, now);
  await sql.query(
    'UPDATE incident_scope SET closed_at = $3 WHERE incident_id = $1 AND scope = ANY($2) AND closed_at IS NULL',
    [id, close, new Date(now)],
  );
  await sql.query('UPDATE incident SET heard_at = greatest(heard_at, $2) WHERE id = $1', [
    id,
    new Date(change.heardAt),
  ]);
  await record(
    sql,
    actor,
    'incident.changed',
    [...add, ...close],
    { incident: id, added: add.map(scopeOf), ended: close.map(scopeOf) },
    now,
  );
  if (add.length > 0) await linkReleases(sql, id, add, change.title, actor, now);
}

/** Ends an incident in the caller's transaction; false when it had ended. */
export async function resolveIn(
  sql: Sql,
  { id, reason, heardAt }: { id: string; reason: string | null; heardAt: number },
  actor: Principal,
  now: number,
): Promise<boolean> {
  const scopes = (
    await sql.query<{ scope: string }>(
      'SELECT scope FROM incident_scope WHERE incident_id = $1 AND closed_at IS NULL',
      [id],
    )
  ).map(({ scope }) => scope);
  await wakeScopes(sql, scopes);
  const at = new Date(now);
  const [row] = await sql.query<{ title: string }>(
    `UPDATE incident SET resolved_at = $2, resolved_by = $3, resolution = $4, heard_at = greatest(heard_at, $5)
     WHERE id = $1 AND resolved_at IS NULL RETURNING title`,
    [id, at, actor.name, reason, new Date(heardAt)],
  );
  if (!row) return false;
  await sql.query('UPDATE incident_scope SET closed_at = $2 WHERE incident_id = $1 AND closed_at IS NULL', [id, at]);
  await record(sql, actor, 'incident.resolved', scopes, { incident: id, title: row.title }, now, reason);
  return true;
}

async function record(
  sql: Sql,
  actor: Principal,
  type: string,
  scopes: readonly string[],
  data: Record<string, unknown>,
  now: number,
  reason: string | null = null,
): Promise<void> {
  const [only] = scopes;
  const chain = scopes.length === 1 && only !== undefined ? chainOf(only) : { chain: 'system' };
  await appendAudit(sql, [{ ...chain, actor, type, data, at: new Date(now), ...(reason === null ? {} : { reason }) }]);
}

/** The last incident of a source's key; its row is locked. Two deliveries of one key are decided one after another. */
export async function knownIncident(sql: Sql, key: string): Promise<KnownIncident> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('incident:' || $1, 0))::text", [key]);
  const [row] = await sql.query<{ id: string; open: boolean; heardAt: Date; scopes: string[] | null }>(
    `SELECT i.id, i.resolved_at IS NULL AS open, i.heard_at AS "heardAt",
       (SELECT array_agg(s.scope ORDER BY s.scope) FROM incident_scope s WHERE s.incident_id = i.id AND s.closed_at IS NULL) AS scopes
     FROM incident i WHERE i.source_key = $1 ORDER BY i.opened_at DESC, i.id DESC LIMIT 1`,
    [key],
  );
  return row ? { id: row.id, open: row.open, heardAt: row.heardAt.getTime(), scopes: row.scopes ?? [] } : null;
}
