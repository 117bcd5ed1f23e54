/** Flagger's analysis of a canary with a linear ramp. Weights in percent. */
export type FlaggerSpec = {
  /** Failed checks that roll back. */
  threshold: number;
  stepWeight: number;
  maxWeight: number;
  /** Flagger overshoots its own maximum with the last step; `true` stops at it. */
  clamp: boolean;
  /** Flagger counts a metric without values as a failed check; `hold` waits instead. */
  noData: 'fail' | 'hold';
};

export type FlaggerCheck = 'passed' | 'failed' | 'no_data';

export type FlaggerState = {
  phase: 'progressing' | 'promoting' | 'finalising' | 'succeeded' | 'failed';
  weight: number;
  /** Never falls on success. */
  failedChecks: number;
};

/** As Flagger's own examples configure it, with its own behaviour. */
export const FLAGGER_DEFAULTS: FlaggerSpec = {
  threshold: 5,
  stepWeight: 10,
  maxWeight: 50,
  clamp: false,
  noData: 'fail',
};

export const freshFlagger = (): FlaggerState => ({ phase: 'progressing', weight: 0, failedChecks: 0 });

/** A new revision in mid-rollout starts over, weight and failed checks included. */
export const newRevision = freshFlagger;

/**
 * One tick: the failed checks of earlier ticks are looked at first, so the rollback comes on the tick after the one that
 * reached the threshold. A failed check halts; at weight 0 nothing is checked yet; from the maximum on a passed check
 * promotes, then shifts the traffic back to the new primary, then ends.
 * https://github.com/fluxcd/flagger/blob/main/pkg/controller/scheduler.go (advanceCanary, runCanary)
 */
export function tickFlagger(state: FlaggerState, check: FlaggerCheck, spec: FlaggerSpec): FlaggerState {
  if (state.phase === 'promoting') return { ...state, phase: 'finalising', weight: 0 };
  if (state.phase === 'finalising') return { ...state, phase: 'succeeded' };
  if (state.phase !== 'progressing') return state;
  if (state.failedChecks >= Math.max(1, spec.threshold)) return { ...state, phase: 'failed', weight: 0 };
  if (state.weight > 0 && check !== 'passed') {
    const counts = check === 'failed' || spec.noData === 'fail';
    return counts ? { ...state, failedChecks: state.failedChecks + 1 } : state;
  }
  if (state.weight >= spec.maxWeight) return { ...state, phase: 'promoting' };
  const most = spec.clamp ? Math.min(100, spec.maxWeight) : 100;
  return { ...state, weight: Math.min(most, state.weight + spec.stepWeight) };
}
