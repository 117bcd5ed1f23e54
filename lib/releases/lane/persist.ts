import { appendAudit } from '@/lib/audit/append';
import { prepared, type Sql } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/outbox';
import type { Changes, NewCommand } from './changes';
import { releaseColumns } from './columns';
import type { LaneRelease } from './model';
import { type CommandLane, type Notice, notify } from './notify';

const RELEASES = prepared(`
UPDATE release r SET state = c.state, status = c.status::"ReleaseStatus", gates = c.gates, gate_memory = c.memory,
  step_index = c.step, desired = c.desired, generation = c.generation, verdict = c.verdict, reason = c.reason,
  attention_class = c.attention, deployed = c.deployed,
  started_at = to_timestamp(c."startedAt" / 1000.0), finished_at = to_timestamp(c."finishedAt" / 1000.0),
  updated_at = CASE WHEN c.visible THEN to_timestamp($2::float8 / 1000) ELSE r.updated_at END,
  revision = r.revision + CASE WHEN c.visible THEN 1 ELSE 0 END
FROM json_to_recordset($1::json) AS c(id uuid, state jsonb, status text, gates jsonb, memory jsonb, step int, desired int,
  generation int, verdict text, reason text, attention int, deployed boolean, "startedAt" float8, "finishedAt" float8, visible boolean)
WHERE r.id = c.id RETURNING r.id, r.service AS s, r.revision AS r, c.visible`);

const VOID = prepared(`
UPDATE command k SET status = 'void', settled_at = to_timestamp($2::float8 / 1000), next_attempt_at = NULL
FROM json_to_recordset($1::json) AS c(service text, generation int)
WHERE k.service = c.service AND k.generation < c.generation AND k.status IN ('queued', 'sending')`);

const COMMANDS = prepared(`
INSERT INTO command (id, release_id, service, generation, action, exposure, raising, body, status, next_attempt_at, created_at)
SELECT c.id, c."releaseId", c.service, c.generation, c.action, c.exposure, c.raising, c.body, 'queued',
  to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000)
FROM json_to_recordset($1::json) AS c(id uuid, "releaseId" uuid, service text, generation int, action text, exposure int,
  raising boolean, body jsonb)`);

// Of several commands that one decision gave out for a service, only the last is in force.
const VOID_WITHIN = `
UPDATE command k SET status = 'void', settled_at = k.created_at, next_attempt_at = NULL
FROM json_to_recordset($1::json) AS c(service text, generation int)
WHERE k.service = c.service AND k.generation < c.generation AND k.status = 'queued'`;

const CONFIRMED = prepared(`
UPDATE command k SET status = 'confirmed', confirmed_at = to_timestamp($2::float8 / 1000), observed = coalesce(c.observed, k.observed),
  settled_at = coalesce(k.settled_at, to_timestamp($2::float8 / 1000)), next_attempt_at = NULL
FROM json_to_recordset($1::json) AS c(service text, generation int, observed int)
WHERE k.service = c.service AND k.generation = c.generation AND k.status <> 'void'`);

const RETRIES = `
UPDATE command k SET status = 'queued', next_attempt_at = clock_timestamp()
FROM json_to_recordset($1::json) AS c(service text, generation int)
WHERE k.service = c.service AND k.generation = c.generation AND k.status IN ('queued', 'accepted', 'refused')`;

const APPROVALS = `
INSERT INTO approval (id, release_id, step_index, principal, name, decision, bound, reason, at)
SELECT c.id, c."releaseId", c.step, c.person, c.name, c.decision, c.bound, c.reason, to_timestamp($2::float8 / 1000)
FROM json_to_recordset($1::json) AS c(id uuid, "releaseId" uuid, step int, person text, name text, decision text, bound text, reason text)
ON CONFLICT (release_id, step_index, principal) DO UPDATE SET decision = excluded.decision, bound = excluded.bound, reason = excluded.reason, at = excluded.at`;

const OVERRIDES = `
INSERT INTO override_given (id, release_id, service, step_index, blockers, principal, name, reason, at, until)
SELECT c.id, c."releaseId", c.service, c.step, ARRAY(SELECT jsonb_array_elements_text(c.blockers)), c.person, c.name, c.reason,
  to_timestamp($2::float8 / 1000), to_timestamp(c.until / 1000.0)
FROM json_to_recordset($1::json) AS c(id uuid, "releaseId" uuid, service text, step int, blockers jsonb, person text, name text,
  reason text, until float8)`;

const CONTROLS = prepared(`
UPDATE service_control k SET generation = coalesce(c.generation, k.generation),
  due_at = CASE WHEN c."hasDue" THEN to_timestamp(c.due / 1000.0) ELSE k.due_at END,
  current_version = CASE WHEN c.generation IS NULL THEN k.current_version ELSE c.version END,
  current_release_id = CASE WHEN c.generation IS NULL THEN k.current_release_id WHEN NOT c.back THEN c.release ELSE (
    SELECT r.id FROM release r WHERE r.service = k.service AND r.status = 'completed' AND r.version = c.version
    ORDER BY r.finished_at DESC LIMIT 1) END
FROM json_to_recordset($1::json) AS c(service text, generation int, "hasDue" boolean, due float8, release uuid, version text, back boolean)
WHERE k.service = c.service`);

const REBASED = `
UPDATE release r SET baseline_version = b.baseline FROM json_to_recordset($1::json) AS b(id uuid, baseline text) WHERE r.id = b.id`;

/**
 * Writes what a batch of decisions changed, with its audit events and notices, in the caller's transaction: a fixed
 * number of statements whatever the size of the batch. The caller holds the services' locks.
 */
export async function persist(sql: Sql, changes: Changes): Promise<void> {
  const { now } = changes;
  const write = async (text: string, rows: readonly unknown[], params: readonly unknown[] = [now]): Promise<void> => {
    if (rows.length > 0) await sql.query(text, [JSON.stringify(rows), ...params]);
  };
  const notices: Notice[] = await writeReleases(sql, changes);
  await write(
    REBASED,
    [...changes.rebased].map(({ id, baselineVersion }) => ({ id, baseline: baselineVersion })),
    [],
  );
  await write(VOID, changes.commands);
  await write(COMMANDS, changes.commands);
  if (new Set(changes.commands.map(({ service }) => service)).size < changes.commands.length) {
    await write(VOID_WITHIN, changes.commands, []);
  }
  await write(CONFIRMED, changes.confirmed);
  await write(RETRIES, changes.retries, []);
  await write(APPROVALS, changes.approvals);
  await write(OVERRIDES, changes.overrides);
  await write(CONTROLS, controlRows(changes), []);
  await enqueue(sql, now, changes.jobs);
  await appendAudit(sql, changes.audits);
  if (changes.retries.length > 0) notices.push({ t: 'command' });
  else if (changes.commands.length > 0) notices.push({ t: 'command', l: [...new Set(changes.commands.map(laneOf))] });
  const soon = [...changes.due].filter(([, due]) => due !== null && due <= now).map(([name]) => name);
  if (soon.length > 0) notices.push({ t: 'due', s: soon });
  await notify(sql, notices);
}

const laneOf = ({ action, raising }: NewCommand): CommandLane =>
  action === 'rollback' ? 'rollback' : raising ? 'raise' : 'other';

async function writeReleases(sql: Sql, changes: Changes): Promise<Notice[]> {
  if (changes.releases.size === 0) return [];
  const rows = [...changes.releases].map(([release, { visible, observed }]) => row(release, visible, observed));
  const written = await sql.query<{ id: string; s: string; r: number; visible: boolean }>(RELEASES, [
    JSON.stringify(rows),
    changes.now,
  ]);
  return written.filter(({ visible }) => visible).map(({ id, s, r }) => ({ t: 'release', id, s, r }));
}

const row = (release: LaneRelease, visible: boolean, observed: number | null) => ({
  ...releaseColumns(release, observed),
  id: release.id,
  state: release.state,
  gates: release.gates,
  memory: release.gateMemory,
  deployed: release.deployed,
  visible,
});

function controlRows(changes: Changes) {
  const changed = new Map([...changes.controls].map((service) => [service.name, service]));
  return [...new Set([...changed.keys(), ...changes.due.keys()])].sort().map((name) => {
    const service = changed.get(name);
    return {
      service: name,
      generation: service?.generation ?? null,
      hasDue: changes.due.has(name),
      due: changes.due.get(name) ?? null,
      release: service?.currentReleaseId ?? null,
      version: service?.currentVersion ?? null,
      back: changes.back.has(name),
    };
  });
}
