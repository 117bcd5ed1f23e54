import type { Principal } from '@/lib/access/principal';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { uuidv7 } from '@/lib/shared/uuid';
import { actOn } from './lane/act';
import { Changes } from './lane/changes';
import type { LaneDeps } from './lane/deps';
import { loadLane } from './lane/load';
import { lockServices } from './lane/lock';
import type { Lane, LaneService } from './lane/model';
import { persist } from './lane/persist';
import { newestOfVersion } from './newest-of-version';
import { type PlanRow, planFor } from './plan-choice';
import type { ReleaseInput } from './schema';
import { initialState, isExposed } from './state';
import { isTerminal } from './status';

export type CreateOptions = {
  /** False for a release that was announced and is not deployed yet; it waits with the blocker `deployment`. */
  deployed?: boolean;
  /** What whoever started it was told of its plan; kept in the record. */
  warnings?: readonly string[];
  /** Who asked for it elsewhere, where the author is not known. */
  askedBy?: Outside | undefined;
};

type Outside = { provider: string; subject: string };

export type Created = { id: string; service: string; version: string; attempt: number };

/**
 * Starts the life of a release: `pending`, exposure 0; the controller takes it from there. Older releases that nobody
 * sees are superseded, an exposed one is left alone, rolled back or in the way, as the service says (`onNewer`).
 * Throws not_found, conflict (already in flight, rejected) and unprocessable (archived, no plan, rings, not again).
 */
export async function createRelease(
  deps: LaneDeps,
  input: ReleaseInput,
  principal: Principal,
  { deployed = true, warnings = [], askedBy }: CreateOptions = {},
): Promise<Created> {
  return deps.inTransaction(async (sql) => {
    await lockServices(sql, [input.service]);
    const lane = await loadLane(sql, [input.service]);
    const service = lane.services.get(input.service);
    if (!service) throw new AppError('not_found', `no service named "${input.service}"`);
    await deps.authorize?.(sql, principal, 'release', { service: service.name });
    if (service.archived) throw new AppError('unprocessable', `the service "${service.name}" is archived`);
    const plan = await planFor(sql, service, input.plan, () =>
      deps.authorize?.(sql, principal, 'admin', { service: service.name }),
    );
    const attempt = await nextAttempt(sql, service, input.version, principal);
    const changes = new Changes(lane.now);
    makeWay(lane, service, input.version, principal, changes);
    const id = uuidv7(lane.now);
    await persist(sql, changes);
    const committer = (await personOf(sql, input.commitAuthor)) ?? (await knownAs(sql, askedBy));
    await insert(sql, { id, lane, service, plan, input, principal, attempt, deployed, committer });
    const announced = new Changes(lane.now);
    announced.due.set(service.name, lane.now);
    announced.audits.push({
      chain: id,
      releaseId: id,
      service: service.name,
      type: 'release.created',
      actor: principal,
      at: new Date(lane.now),
      data: {
        version: input.version,
        plan: plan.name,
        planVersion: plan.version,
        attempt,
        deployed,
        ...(input.kind ? { kind: input.kind } : {}),
        startAt: input.startAt ?? null,
        ...(warnings.length > 0 ? { warnings } : {}),
      },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    await persist(sql, announced);
    return { id, service: service.name, version: input.version, attempt };
  });
}

/** The person behind an author's address, where they are known here. */
export async function personOf(sql: Sql, author: string | undefined): Promise<string | null> {
  if (author === undefined) return null;
  const [person] = await sql.query<{ id: string }>(
    "SELECT id FROM app_user WHERE lower(email) = lower($1) AND kind = 'person'",
    [author],
  );
  return person?.id ?? null;
}

/** The person who signs in from elsewhere as this. */
async function knownAs(sql: Sql, outside: Outside | undefined): Promise<string | null> {
  if (outside === undefined) return null;
  const [person] = await sql.query<{ id: string }>(
    'SELECT user_id AS id FROM identity WHERE provider = $1 AND subject = $2',
    [outside.provider, outside.subject],
  );
  return person?.id ?? null;
}

async function nextAttempt(sql: Sql, service: LaneService, version: string, principal: Principal): Promise<number> {
  const flying = service.releases.find((one) => one.version === version && !isTerminal(one.state.status));
  if (flying) {
    throw new AppError('conflict', `${version} of "${service.name}" is in flight already: ${flying.state.status}`, {
      extra: { current: flying.state.status, release: flying.id },
    });
  }
  const last = await newestOfVersion(sql, service.name, version);
  if (last && principal.kind === 'integration' && (last.status === 'rolled_back' || last.status === 'cancelled')) {
    const what = last.status === 'cancelled' ? 'cancelled' : 'rolled back';
    throw new AppError('unprocessable', `${version} of "${service.name}" was ${what}; only a person may try it again`);
  }
  return (last?.attempt ?? 0) + 1;
}

/** What a newer release does to those before it (lifecycle.md, rule 1). */
function makeWay(lane: Lane, service: LaneService, version: string, principal: Principal, changes: Changes): void {
  const before = service.releases.filter(({ state }) => !isTerminal(state.status));
  const exposed = before.find(({ state }) => isExposed(state));
  if (exposed && service.onNewer === 'reject') {
    throw new AppError(
      'conflict',
      `"${service.name}" takes no newer release while ${exposed.version} is in flight: ${exposed.state.status}`,
      {
        extra: { current: exposed.state.status, release: exposed.id },
      },
    );
  }
  for (const release of before) {
    const reason = `${version} is newer`;
    if (!isExposed(release.state))
      actOn(lane, service, release, { name: 'supersede', actor: principal, reason }, changes);
    else if (service.onNewer === 'replace')
      actOn(lane, service, release, { name: 'replace', actor: principal, reason }, changes);
  }
}

type NewRelease = {
  id: string;
  lane: Lane;
  service: LaneService;
  plan: PlanRow;
  input: ReleaseInput;
  principal: Principal;
  attempt: number;
  deployed: boolean;
  committer: string | null;
};

async function insert(
  sql: Sql,
  { id, lane, service, plan, input, principal, attempt, deployed, committer }: NewRelease,
): Promise<void> {
  const state = { ...initialState(lane.now), reason: 'waits for the controller' };
  await sql.query(
    `INSERT INTO release (id, service, version, baseline_version, attempt, plan_name, plan_version, plan, mechanism,
       commit, artifact, changelog, risk, start_at, deployed, created_by, created_by_name, created_at, status, state, reason, updated_at, kind, commit_author, committer, committed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'pending', $19, $20, $18, $21, $22, $23, $24)`,
    [
      id,
      service.name,
      input.version,
      input.baselineVersion ?? service.currentVersion,
      attempt,
      plan.name,
      plan.version,
      JSON.stringify(plan.spec),
      plan.spec.mechanism,
      input.commit ?? null,
      input.artifact ?? null,
      input.changelog ?? null,
      input.risk ?? null,
      input.startAt ?? null,
      deployed,
      principal.person,
      principal.name,
      new Date(lane.now),
      JSON.stringify(state),
      state.reason,
      input.kind ?? 'change',
      input.commitAuthor ?? null,
      committer,
      input.committedAt === undefined ? null : new Date(input.committedAt),
    ],
  );
  await sql.query(`SELECT pg_notify('rampart', $1)::text`, [
    JSON.stringify({ t: 'release', id, s: service.name, r: 1 }),
  ]);
}
