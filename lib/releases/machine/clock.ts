import type { PlanSpec } from '@/lib/plans/schema';
import { stepGates } from '@/lib/plans/schema';
import { durationMs } from '@/lib/shared/duration';
import type { Hold } from '../state';

/** How often a release that nothing happens to is looked at again, in ms. */
export const LOOK_EVERY_MS = 10_000;
/** A raise that was not sent within this time acts on old evidence: it is decided anew. */
export const RAISE_EXPIRES_MS = 60_000;

export const startHold = (now: number): Hold => ({ startedAt: now, countedMs: 0, runningSince: now, extendedMs: 0 });

/** Time counted so far, in ms: a stopped clock stands still. */
export const elapsed = (hold: Hold, now: number): number =>
  hold.countedMs + (hold.runningSince === null ? 0 : Math.max(0, now - hold.runningSince));

export const stopClock = (hold: Hold, now: number): Hold =>
  hold.runningSince === null ? hold : { ...hold, countedMs: elapsed(hold, now), runningSince: null };

export const startClock = (hold: Hold, now: number): Hold =>
  hold.runningSince === null ? { ...hold, runningSince: now } : hold;

/** Length of the hold of a step with its extension, in ms. */
export const holdLength = (plan: PlanSpec, step: number, hold: Hold): number =>
  durationMs(plan.steps[step]?.hold ?? '0s') + hold.extendedMs;

/**
 * The most by which gates of a step may extend its hold, in ms: the longest `maxExtend`, by default twice the hold. Of all
 * its gates that extend, or of those named; 0 where none does.
 */
export function longestExtension(plan: PlanSpec, step: number, names = stepGates(plan, step)): number {
  const twice = 2 * durationMs(plan.steps[step]?.hold ?? '0s');
  const gates = names.map((name) => plan.gates[name]).filter((gate) => gate?.onInconclusive === 'extend');
  return Math.max(0, ...gates.map((gate) => (gate?.maxExtend ? durationMs(gate.maxExtend) : twice)));
}

/** What is left of a hold, in ms, never below 0. */
export const remaining = (plan: PlanSpec, step: number, hold: Hold, now: number): number =>
  Math.max(0, holdLength(plan, step, hold) - elapsed(hold, now));

/** The longest `initialDelay` among the gates of a step, in ms: a resumed hold is never shorter than this. */
export function initialDelayOf(plan: PlanSpec, step: number): number {
  return Math.max(0, ...stepGates(plan, step).map((name) => durationMs(plan.gates[name]?.initialDelay ?? '0s')));
}

/** The clock after a pause: it goes on where it stood, with at least `initialDelay` left. */
export function resumeClock(plan: PlanSpec, step: number, hold: Hold, now: number): Hold {
  const stopped = stopClock(hold, now);
  const longest = holdLength(plan, step, stopped) - initialDelayOf(plan, step);
  return startClock({ ...stopped, countedMs: Math.max(0, Math.min(stopped.countedMs, longest)) }, now);
}
