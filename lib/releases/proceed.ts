import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { PlanSpec } from '@/lib/plans/schema';
import { loadLane } from './lane/load';
import type { LaneRelease, LaneService } from './lane/model';
import { snapshotOf } from './lane/snapshot';
import { mayAdvance } from './machine';
import { newestOfVersion } from './newest-of-version';
import type { Blocker, ReleaseKind } from './schema';
import { initialState, isExposed } from './state';
import { isTerminal } from './status';

export type Proceed = { proceed: boolean; blockers: Blocker[] };

/**
 * What a pipeline asks before it deploys: would this version be let in now, and if not, why. Reads only. A version that
 * was rolled back goes out again when a person has started it again, not because a pipeline repeats itself.
 * Throws not_found for an unknown service, unprocessable for an archived one or one without its plan.
 */
export async function proceed(
  sql: Sql,
  serviceName: string,
  version: string,
  kind: ReleaseKind = 'change',
): Promise<Proceed> {
  const lane = await loadLane(sql, [serviceName]);
  const service = lane.services.get(serviceName);
  if (!service) throw new AppError('not_found', `no service named "${serviceName}"`);
  if (service.archived) throw new AppError('unprocessable', `the service "${serviceName}" is archived`);
  const inFlight = service.releases.filter(({ state }) => !isTerminal(state.status));
  const mine = inFlight.find((release) => release.version === version);
  if (mine) return answer(standingOf(mine), mine.state.status === 'awaiting_approval');
  const back = await takenBack(sql, serviceName, version);
  if (back) return answer([back]);
  const [plan] = await sql.query<{ spec: PlanSpec }>('SELECT spec FROM plan WHERE name = $1', [service.plan]);
  if (!plan) throw new AppError('unprocessable', `no plan named "${service.plan}"`);
  const imagined = imagine(service, { version, kind }, plan.spec, lane.now);
  // Those that nobody sees would be superseded; one that is exposed is in the way, or would be replaced.
  const ahead = inFlight.filter(({ state }) => isExposed(state) && service.onNewer !== 'replace');
  return answer(mayAdvance(snapshotOf({ ...service, releases: [...ahead, imagined] }, imagined), lane.now).blockers);
}

// A pipeline asks before it deploys: that it has not deployed yet is no reason to wait, nor an approval nobody asks for yet.
const answer = (found: Blocker[], approvalAsked = false): Proceed => {
  const blockers = found.filter(({ kind }) => kind !== 'deployment' && (approvalAsked || kind !== 'approval'));
  return { proceed: blockers.length === 0, blockers };
};

async function takenBack(sql: Sql, service: string, version: string): Promise<Blocker | null> {
  const newest = await newestOfVersion(sql, service, version);
  if (newest?.status !== 'rolled_back') return null;
  const detail = `${version} was rolled back (${newest.reason}): only a person starts it again`;
  return { kind: 'manual', detail, since: newest.at.toISOString() };
}

function standingOf({ state }: LaneRelease): Blocker[] {
  if (state.status !== 'rolling_back' && state.status !== 'rollback_failed') return state.blockers;
  const since = new Date(state.rollback?.at ?? 0).toISOString();
  return [{ kind: 'manual', detail: `is being rolled back: ${state.reason}`, since }, ...state.blockers];
}

type Asked = { version: string; kind: ReleaseKind };

function imagine(service: LaneService, asked: Asked, plan: PlanSpec, now: number): LaneRelease {
  return {
    id: 'ffffffff-ffff-7fff-bfff-ffffffffffff',
    service: service.name,
    ...asked,
    baselineVersion: service.currentVersion,
    planName: service.plan,
    planVersion: 0,
    plan,
    createdBy: '',
    createdAt: now,
    startAt: null,
    deployed: true,
    state: initialState(),
    gates: [],
    gateMemory: {},
    newestCanaryAt: null,
    approvals: [],
    command: null,
  };
}
