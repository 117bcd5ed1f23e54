import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { PlanSpec } from '@/lib/plans/schema';
import { loadLane } from './lane/load';
import type { LaneRelease, LaneService } from './lane/model';
import { snapshotOf } from './lane/snapshot';
import { mayAdvance } from './machine';
import type { Blocker, ReleaseKind } from './schema';
import { initialState, isExposed } from './state';
import { isTerminal } from './status';

export type Proceed = { proceed: boolean; blockers: Blocker[] };

// A pipeline asks before it deploys: that it has not deployed yet, or will need an approval later, is no reason to wait.
const LATER: readonly Blocker['kind'][] = ['deployment', 'approval'];

/**
 * What a pipeline asks before it deploys: would this version be let in now, and if not, why. Reads only.
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
  if (mine) return answer(standingOf(mine));
  const [plan] = await sql.query<{ spec: PlanSpec }>('SELECT spec FROM plan WHERE name = $1', [service.plan]);
  if (!plan) throw new AppError('unprocessable', `no plan named "${service.plan}"`);
  const imagined = imagine(service, { version, kind }, plan.spec, lane.now);
  // Those that nobody sees would be superseded; one that is exposed is in the way, or would be replaced.
  const ahead = inFlight.filter(({ state }) => isExposed(state) && service.onNewer !== 'replace');
  return answer(mayAdvance(snapshotOf({ ...service, releases: [...ahead, imagined] }, imagined), lane.now).blockers);
}

const answer = (blockers: Blocker[]): Proceed => {
  const now = blockers.filter(({ kind }) => !LATER.includes(kind));
  return { proceed: now.length === 0, blockers: now };
};

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
