import type { Authorize } from '@/lib/access/authorize';
import type { Scope } from '@/lib/access/scopes';
import { readStanding } from '@/lib/access/standing';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { actOn, refusalError } from './lane/act';
import { Changes } from './lane/changes';
import type { LaneDeps } from './lane/deps';
import { look } from './lane/gates';
import { loadLane } from './lane/load';
import { lockServiceOf } from './lane/lock';
import type { LaneRelease, LaneService } from './lane/model';
import { persist } from './lane/persist';
import { stepAsked } from './machine/approvals';
import { NEEDS } from './needs';
import type { ActionName, Status } from './schema';
import type { Action } from './state';

export type Acted = { id: string; service: string; status: Status; generation: number };

// These rest on evidence, so they see the newest. Everything else must work without telemetry, and fast.
const ON_EVIDENCE: readonly Action['name'][] = ['advance', 'resume', 'override'];

/** `supersede`, `replace` and `deployed` come with a release that was asked for. */
const neededFor = ({ name }: Action): Scope => (name in NEEDS ? NEEDS[name as ActionName] : 'release');

/**
 * What a person or a system asks of a release: locks its service, asks the machine, writes state, audit and commands in
 * one transaction. Repeating it is safe. Throws not_found, and conflict, forbidden or unprocessable with `allowed`.
 */
export async function actOnRelease(deps: LaneDeps, id: string, action: Action): Promise<Acted> {
  return deps.inTransaction(async (sql) => {
    const name = await lockServiceOf(sql, id);
    if (name === null) throw new AppError('not_found', 'no such release');
    const lane = await loadLane(sql, [name], { also: [id] });
    const service = lane.services.get(name);
    const release = service?.releases.find((one) => one.id === id);
    if (!service || !release) throw new AppError('not_found', 'no such release');
    const judged = deps.authorize ? await authorized(sql, deps.authorize, service, release, action) : action;
    const changes = new Changes(lane.now);
    if (ON_EVIDENCE.includes(action.name)) await look(sql, deps.judge, lane, changes);
    const refusal = actOn(lane, service, release, judged, changes);
    if (refusal) throw refusalError(release, refusal);
    await persist(sql, changes);
    return { id, service: service.name, status: release.state.status, generation: release.state.generation };
  });
}

/**
 * Refuses who may not, and says what the actor may be by their roles. Where a step wants its approval from a team, it is
 * that team's to give, whoever owns the service.
 */
async function authorized(
  sql: Sql,
  authorize: Authorize,
  service: LaneService,
  { plan, state }: LaneRelease,
  action: Action,
): Promise<Action> {
  const decides = action.name === 'approve' || action.name === 'reject';
  const team = decides ? plan.steps[stepAsked(plan, state)]?.approval?.team : undefined;
  const { actor } = action;
  await authorize(sql, actor, neededFor(action), team === undefined ? { service: service.name } : { team });
  if (!decides) return action;
  const person = actor.kind === 'user' || actor.kind === 'token';
  return { ...action, standing: person ? await readStanding(sql, actor.person) : null };
}
