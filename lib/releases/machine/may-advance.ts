import type { Blocker } from '../schema';
import type { Snapshot } from '../state';
import { isTerminal } from '../status';
import { driftBlockers, type Found, notLifted, raiseBlockers, standing, startBlockers } from './blockers';
import { RAISE_EXPIRES_MS } from './clock';
import { lastStep } from './exposure';
import { withoutExpired } from './override';

export type MayAdvance = { allowed: boolean; blockers: Blocker[] };

/**
 * Whether exposure may rise to the release's next step now, and everything that forbids it: the one answer to that
 * question for the controller, the API, pipelines and pages. The hold's clock is not part of it. Pure.
 * @param now epoch ms of the database's clock
 */
export function mayAdvance(snapshot: Snapshot, now: number): MayAdvance {
  const blockers = standing(snapshot.release.state.blockers, forbids(snapshot, now), now);
  return { allowed: blockers.length === 0, blockers };
}

/** The same, item by item, overrides counted. */
export function forbids(given: Snapshot, now: number): Found[] {
  const snapshot = withoutExpired(given, now);
  const { state } = snapshot.release;
  switch (state.status) {
    case 'pending':
      return startBlockers(snapshot, now);
    case 'awaiting_approval':
      return counted(snapshot, [
        ...raiseBlockers(snapshot, state.step, now),
        ...(state.confirmed ? driftBlockers(snapshot) : []),
      ]);
    case 'applying':
      return counted(snapshot, raiseBlockers(snapshot, state.step, now, onItsWay(snapshot, now)));
    case 'holding':
      return held(snapshot, now);
    case 'paused': {
      const why = state.pause ? `Paused by ${state.pause.by}: ${state.pause.reason}` : 'Paused';
      return [
        { kind: 'manual', detail: why, ...(state.pause ? { since: state.pause.at } : {}) },
        ...held(snapshot, now),
      ];
    }
    default: {
      const words = isTerminal(state.status) ? 'is over' : 'is being rolled back';
      return [{ kind: 'manual', detail: `${snapshot.release.version} ${words}: ${state.reason}` }];
    }
  }
}

/** At a step that is confirmed: what stands between it and the next one, or between the last one and the end. */
function held(snapshot: Snapshot, now: number): Found[] {
  const { state, plan } = snapshot.release;
  const last = lastStep(plan);
  const next = Math.min(state.step + 1, last);
  // To complete raises nothing: it belongs to the step that a freeze may let be finished.
  const decidedAt = state.step === last ? state.startedAt : null;
  return counted(snapshot, [...raiseBlockers(snapshot, next, now, decidedAt), ...driftBlockers(snapshot)]);
}

/** When the raise in flight was decided; null where it is too old to be sent and would be decided anew. */
function onItsWay({ command, release }: Snapshot, now: number): number | null {
  if (!command?.raising || command.generation !== release.state.generation) return null;
  return now - command.createdAt > RAISE_EXPIRES_MS ? null : command.createdAt;
}

/** With the gates that fail, without what an override lifts. A critical fail is never lifted. */
function counted(snapshot: Snapshot, found: Found[]): Found[] {
  const fails = (critical: boolean): Found[] =>
    snapshot.gates
      .filter((gate) => gate.verdict === 'fail' && gate.critical === critical)
      .map(({ name, why }) => ({ kind: 'gate', detail: `${name} fails: ${why}` }));
  return [...fails(true), ...notLifted([...fails(false), ...found], snapshot.release.state.override)];
}
