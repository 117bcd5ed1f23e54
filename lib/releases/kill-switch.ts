import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { actOn } from './lane/act';
import { Changes } from './lane/changes';
import type { LaneDeps } from './lane/deps';
import { loadLane } from './lane/load';
import { lockServices } from './lane/lock';
import type { LaneService } from './lane/model';
import { persist } from './lane/persist';
import { isExposed } from './state';

export type KillInput = { scope: { service: string } | 'all'; includeCompleted?: boolean | undefined; reason: string };
/** What was done for one service, in words. `release` is what was rolled back, if anything. */
export type Killed = { service: string; release?: string; done: string };

// Enough at once that one locked service delays none of the others, and few enough to leave connections for the rest.
const AT_ONCE = 6;

/**
 * The kill switch: returns exposure to the last known good version, and freezes the scope until someone lifts it.
 * Each service is its own transaction. Idempotent: a second pull finds everything done.
 */
export async function killSwitch(
  deps: LaneDeps,
  input: KillInput,
  principal: Principal,
): Promise<{ services: Killed[] }> {
  const { scope, reason } = input;
  const pull: Pull = { reason, principal, completedToo: true, alone: true, standingSince: null };
  if (scope !== 'all') return { services: [await killOne(deps, scope.service, pull)] };
  const { names, standingSince } = await deps.inTransaction(async (sql) => {
    await deps.authorize?.(sql, principal, 'release', 'everything');
    const since = await setFreeze(sql, 'all', reason, principal);
    const rows = await sql.query<{ name: string }>('SELECT name FROM service WHERE archived_at IS NULL ORDER BY name');
    return { names: rows.map(({ name }) => name), standingSince: since };
  });
  const forAll: Pull = { ...pull, completedToo: input.includeCompleted ?? false, alone: false, standingSince };
  const services: Killed[] = [];
  const left = names.entries();
  const worker = async (): Promise<void> => {
    for (const [index, name] of left) {
      services[index] = await killOne(deps, name, forAll).catch(
        (error: Error): Killed => ({ service: name, done: `not done: ${error.message}` }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { services };
}

type Pull = {
  reason: string;
  principal: Principal;
  completedToo: boolean;
  /** One service was named, so the freeze is its own. */
  alone: boolean;
  /** Since when a freeze of an earlier pull stands, epoch ms. */
  standingSince: number | null;
};

async function killOne(deps: LaneDeps, name: string, pull: Pull): Promise<Killed> {
  const { reason, principal } = pull;
  return deps.inTransaction(async (sql) => {
    await lockServices(sql, [name]);
    const [current] = await sql.query<{ id: string | null }>(
      'SELECT current_release_id AS id FROM service_control WHERE service = $1',
      [name],
    );
    if (!current) throw new AppError('not_found', `no service named "${name}"`);
    if (pull.alone) await deps.authorize?.(sql, principal, 'release', { service: name });
    const lane = await loadLane(sql, [name], { also: current.id ? [current.id] : [] });
    const service = lane.services.get(name);
    if (!service) throw new AppError('not_found', `no service named "${name}"`);
    const changes = new Changes(lane.now);
    const since = pull.alone ? await setFreeze(sql, name, reason, principal) : pull.standingSince;
    const target = targetOf(service, pull.completedToo, since);
    const refusal =
      target &&
      actOn(lane, service, target, { name: 'rollback', actor: principal, reason: `kill switch: ${reason}` }, changes);
    if (!target || refusal) changes.due.set(name, lane.now);
    await persist(sql, changes);
    if (!target) return { service: name, done: 'nothing is exposed; frozen' };
    if (refusal) return { service: name, done: `nothing to roll back: ${refusal.detail}; frozen` };
    return {
      service: name,
      release: target.id,
      done: `${target.version} is ${target.state.status.replaceAll('_', ' ')}; frozen`,
    };
  });
}

/** What one pull rolls back. A second pull must not go on to the version before: it leaves what completed before the first. */
function targetOf(service: LaneService, completedToo: boolean, standingSince: number | null) {
  const exposed = service.releases.find(({ state }) => isExposed(state));
  if (exposed || !completedToo) return exposed;
  const current = service.releases.find(
    ({ id, state }) => id === service.currentReleaseId && state.status === 'completed',
  );
  return standingSince !== null && (current?.state.finishedAt ?? 0) <= standingSince ? undefined : current;
}

/** Sets the manual freeze `kill:<scope>`; answers since when it stood already (epoch ms), null when it is new. */
async function setFreeze(sql: Sql, scope: string, reason: string, principal: Principal): Promise<number | null> {
  const [set] = await sql.query<{ at: Date }>(
    `INSERT INTO "freeze" (name, kind, scope, reason, starts_at, created_by, created_at)
     VALUES ('kill:' || $1, 'manual', $1, $2, clock_timestamp(), $3, clock_timestamp())
     ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, starts_at = excluded.starts_at, ends_at = NULL,
       created_by = excluded.created_by, created_at = excluded.created_at, lifted_at = NULL, lifted_by = NULL
     WHERE "freeze".lifted_at IS NOT NULL RETURNING starts_at AS at`,
    [scope, `kill switch: ${reason}`, principal.name],
  );
  if (!set) {
    const [stands] = await sql.query<{ at: Date }>(`SELECT starts_at AS at FROM "freeze" WHERE name = 'kill:' || $1`, [
      scope,
    ]);
    return stands?.at.getTime() ?? null;
  }
  await appendAudit(sql, [
    {
      chain: scope === 'all' ? 'system' : `service:${scope}`,
      type: 'freeze.set',
      actor: principal,
      reason,
      at: set.at,
      data: { freeze: `kill:${scope}`, scope, kind: 'manual' },
      ...(scope === 'all' ? {} : { service: scope }),
    },
  ]);
  return null;
}
