import { logMeanExp } from '../math/log-sum-exp';
import { logBayesFactor } from './multinomial';

/** Level at which the split is called broken: a warning (or a hold), never a failed release. */
export const SPLIT_ALPHA = 0.001;

/**
 * Weights k of the priors k·share, mixed half and half: the small one sees a grossly wrong split after some tens of
 * requests, the large one (optimizely/ssrm's) a split that is off by a percent after some ten thousand.
 */
const CONCENTRATIONS = [100, 10_000];

/** Requests of both arms under one commanded share (0–1, the canary's). */
export type SplitState = { share: number; canary: number; baseline: number } | null;

/** No weight commanded yet. */
export const freshSplit = (): SplitState => null;

/**
 * Adds requests of both arms, counted while `share` was commanded. Another share than before is a weight change: the test
 * starts anew. Slots that straddle a change must be left out by the caller. Late slots are simply added.
 */
export function addSplit(state: SplitState, share: number, [canary, baseline]: readonly [number, number]): SplitState {
  if (state === null || state.share !== share) return { share, canary, baseline };
  return { share, canary: state.canary + canary, baseline: state.baseline + baseline };
}

/**
 * Natural log of the Bayes factor against the commanded split now; the split is broken once its running maximum under one
 * weight reaches ln(1/`SPLIT_ALPHA`). At a share of 0 or 1 there is nothing to compare: 0.
 */
export function splitEvidence(state: SplitState): number {
  if (state === null || !(state.share > 0 && state.share < 1)) return 0;
  const shares = [state.share, 1 - state.share];
  const counts = [state.canary, state.baseline];
  const each = CONCENTRATIONS.map((k) =>
    logBayesFactor(
      counts,
      shares,
      shares.map((share) => k * share),
    ),
  );
  return logMeanExp(each);
}
