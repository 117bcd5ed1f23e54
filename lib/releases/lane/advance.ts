import { CONTROLLER } from '@/lib/access/principal';
import { decide } from '../machine';
import { isExposed } from '../state';
import { isTerminal } from '../status';
import type { Changes } from './changes';
import type { Lane, LaneRelease, LaneService } from './model';
import { snapshotOf } from './snapshot';

/** Nothing is looked at again sooner than this by itself: a machine that asks for "now" must not spin. */
const SOONEST_MS = 20;

/** Decides on every release in flight of a batch: pure but for the lane and the changes it collects. */
export function decideLane(lane: Lane, changes: Changes): void {
  for (const service of lane.services.values())
    changes.due.set(service.name, decideService(service, lane.now, changes));
}

/** Decides on a service's releases, the exposed one first: what it does decides what the others may. */
function decideService(service: LaneService, now: number, changes: Changes): number | null {
  const inFlight = service.releases.filter(({ state }) => !isTerminal(state.status));
  let dueAt: number | null = null;
  let moved = false;
  for (const release of inFlight.sort(exposedFirst)) {
    const before = release.state.status;
    const decision = decide(snapshotOf(service, release), now);
    changes.take(service, release, decision, CONTROLLER);
    moved ||= decision.next.status !== before;
    if (decision.dueAt !== null) dueAt = Math.min(dueAt ?? Number.POSITIVE_INFINITY, decision.dueAt);
  }
  if (moved && inFlight.length > 1) dueAt = now;
  return dueAt === null ? null : Math.max(dueAt, now + SOONEST_MS);
}

const exposedFirst = (a: LaneRelease, b: LaneRelease): number =>
  Number(isExposed(b.state)) - Number(isExposed(a.state)) || (a.id < b.id ? -1 : 1);
