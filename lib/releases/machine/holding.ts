import { stepGates } from '@/lib/plans/schema';
import { durationMs } from '@/lib/shared/duration';
import { approvalsOf } from './approvals';
import {
  driftBlockers,
  type Found,
  gateBlockers,
  noDataBlockers,
  notLifted,
  raiseBlockers,
  standing,
} from './blockers';
import { elapsed, holdLength, LOOK_EVERY_MS, longestExtension, remaining, startClock, stopClock } from './clock';
import type { Draft } from './draft';
import { acknowledge, reassertDrift } from './drift';
import { lastStep } from './exposure';
import { judgeFails } from './fails';
import { freezeBlockers, freezesSince, takenBack } from './freezes';

/** A hold: the clock runs, the gates are watched, and at its end the release goes on, extends, pauses or waits. */
export function decideHolding(draft: Draft): boolean {
  const { snapshot, now } = draft;
  if (judgeFails(draft) || takenBack(draft)) return true;
  if (snapshot.command?.status === 'refused' && snapshot.command.generation === draft.state.generation) {
    draft.pause('refusal', 'Rampart', `the provider refused: ${snapshot.command.error ?? 'no words given'}`);
    return true;
  }
  acknowledge(draft);
  if (reassertDrift(draft)) return false;
  const silent = noDataBlockers(snapshot, now);
  runClock(draft, silent.length > 0);
  // To complete raises nothing: it belongs to the step that a freeze may let be finished.
  const { startedAt } = draft.state;
  const ending = draft.state.step === lastStep(draft.plan) && startedAt !== null;
  const frozen = ending ? freezesSince(snapshot, startedAt) : freezeBlockers(snapshot);
  const blocking = notLifted([...frozen, ...silent, ...driftBlockers(snapshot)], draft.state.override);
  const { hold, step } = draft.state;
  if (!hold) return false;
  if (elapsed(hold, now) < holdLength(draft.plan, step, hold)) return stay(draft, blocking);
  return endOfHold(draft, blocking);
}

function runClock(draft: Draft, silent: boolean): void {
  const { hold } = draft.state;
  if (!hold) return;
  if (silent && hold.runningSince !== null) {
    draft.set({ hold: stopClock(hold, draft.now) });
    draft.audit('hold.stopped', { step: draft.state.step }, 'no samples from the canary');
  } else if (!silent && hold.runningSince === null) {
    draft.set({ hold: startClock(hold, draft.now) });
    draft.audit('hold.continued', { step: draft.state.step });
  }
}

function endOfHold(draft: Draft, blocking: Found[]): boolean {
  const gates = notLifted(gateBlockers(draft.snapshot), draft.state.override);
  if (gates.length > 0) return unproven(draft, [...blocking, ...gates]);
  if (blocking.length > 0) return stay(draft, blocking);
  leaveHold(draft, 'hold over, gates satisfied');
  return false;
}

/** Goes on from a step whose gates are satisfied: to the next step, or to the end. */
export function leaveHold(draft: Draft, reason: string): void {
  if (draft.state.step === lastStep(draft.plan)) draft.complete();
  else enterNext(draft, draft.state.step + 1, reason);
}

/** Enters a step: asks for its approvals, or commands its exposure if nothing is missing. */
export function enterNext(draft: Draft, step: number, reason: string): void {
  const { snapshot, now, state } = draft;
  const found = notLifted(raiseBlockers(snapshot, step, now), state.override);
  if (found.length === 0) {
    draft.set({ blockers: [] });
    draft.raise(step, 'Rampart', reason);
    draft.lookAt(now + LOOK_EVERY_MS / 2);
    return;
  }
  if (!approvalsOf(snapshot, step).complete && !draft.isLifted('approval')) {
    draft.ask(step);
    draft.set({ blockers: standing(state.blockers, found, now) });
    draft.audit('approval.asked', { step, ...draft.plan.steps[step]?.approval }, reason);
    draft.lookAt(now);
    return;
  }
  draft.set({ blockers: standing(state.blockers, found, now) });
  draft.lookAt(now + LOOK_EVERY_MS);
}

/** The hold is over and a gate is not satisfied: each says whether to wait, to extend or to pause. */
function unproven(draft: Draft, found: Found[]): boolean {
  const { plan, snapshot, state } = draft;
  const open = snapshot.gates.filter((gate) => !gate.satisfied && gate.verdict === 'inconclusive');
  const wishes = open.map((gate) => plan.gates[gate.name]).filter((gate) => gate !== undefined);
  const words = open.map((gate) => `${gate.name}: ${gate.why}`).join('; ');
  if (wishes.some((gate) => gate.onInconclusive === 'pause') && !draft.isLifted('gate')) {
    draft.pause('unproven', 'Rampart', words);
    return true;
  }
  const extending = wishes.filter((gate) => gate.onInconclusive === 'extend');
  const step = plan.steps[state.step];
  if (extending.length === 0 || !state.hold || !step) return stay(draft, found);
  const atMost = longestExtension(
    plan,
    state.step,
    open.map(({ name }) => name),
  );
  if (state.hold.extendedMs >= atMost) {
    draft.pause('unproven', 'Rampart', `the longest extension is used; ${words}`);
    return true;
  }
  const slice = Math.min(atMost - state.hold.extendedMs, LOOK_EVERY_MS);
  if (state.hold.extendedMs === 0) draft.audit('hold.extended', { step: state.step, atMostMs: atMost }, words);
  draft.set({ hold: { ...state.hold, extendedMs: state.hold.extendedMs + slice } });
  return stay(draft, found);
}

/** Nothing moves: records what stands in the way and when to look again. */
function stay(draft: Draft, found: Found[]): false {
  const { now, state, snapshot, plan } = draft;
  draft.set({ blockers: standing(state.blockers, found, now) });
  for (const item of found) if (item.until !== undefined) draft.lookAt(item.until);
  const { hold, confirmed } = draft.state;
  if (hold?.runningSince != null) draft.lookAt(Math.max(now + 250, now + remaining(plan, state.step, hold, now)));
  if (confirmed && stepGates(plan, confirmed.step).length > 0) {
    draft.lookAt(Math.max(now + 1_000, (snapshot.newestCanaryAt ?? now) + durationMs(plan.noDataAfter) + 1));
  }
  draft.lookAt(now + LOOK_EVERY_MS);
  return false;
}
