import { type MeanBand, type MeanMargin, meanInterval } from './interval';
import { type Arm, armOf, type Moments } from './moments';
import { logEvidence, type Scale, tune } from './sequence';

export type { MeanBand, MeanMargin };

export type MeanSpec = {
  margin: MeanMargin;
  alpha: number;
  beta: number;
  direction: 'lower_is_better' | 'higher_is_better';
  /** Observations (both arms) at which the band is narrowest; fixed beforehand. */
  nStar?: number;
  /** Observations each arm needs before the sequence speaks; never less than `MIN_BURN_IN`. */
  burnIn?: number;
  /**
   * How much more the counts vary than independent ones would (the φ of the error-rate process, for an absolute margin of
   * error rates): variances are multiplied by it. Values below 1 count as 1.
   */
  dispersion?: number;
};

export const MIN_BURN_IN = 100;
export const DEFAULT_N_STAR = 10_000;
/**
 * Skewed metrics (one buyer in a hundred) need more than a count: Kish's effective count (Σx)²/Σx² over both arms, which is
 * about the number of events; five times as much where a limit stands alone, without a second arm to learn the spread from.
 * A metric around 0 never has it, so `ENOUGH` observations do as well.
 */
export const MIN_EFFECTIVE = 20;
const ENOUGH = 10_000;

export type MeanEvidence = {
  /** Natural logs of the e-values now: that the canary is worse than the margin, that it is not. 0 while waiting. */
  fail: number;
  pass: number;
  /** canary ÷ baseline (relative), canary − baseline (absolute), the canary's mean (limit). */
  estimate: number | null;
  /** The margin on the scale of the estimate: r0 (or 1/r0), ±by, the limit. */
  bound: number;
  /** Two-sided, always valid, level 1 − alpha, on the scale of the estimate. */
  interval: MeanBand | null;
  /** Why there is no evidence yet, or null. */
  waiting: 'burn_in' | 'few_events' | 'no_spread' | 'negative_baseline' | null;
};

/** Worsening beyond the margin as one number with its squared standard error: positive is bad. */
type Contrast = { worse: number; error2: number; n: number };

/**
 * Evidence of one step for a metric of which sums are kept: the mean of the canary against the baseline's or a limit.
 * The share must be constant over these counts (a step's are). Both sides invert the same kind of sequence: `fail` in
 * alpha, `pass` in beta. `baseline` may be null for a limit only.
 */
export function meanEvidence(arms: { canary: Moments; baseline: Moments | null }, spec: MeanSpec): MeanEvidence {
  const bound = boundOf(spec);
  const burnIn = Math.max(spec.burnIn ?? 0, MIN_BURN_IN);
  const used = spec.margin.kind === 'limit' ? [arms.canary] : [arms.canary, arms.baseline];
  const present = used.filter((arm) => arm !== null && arm.count >= burnIn);
  if (present.length < used.length) return silent(bound, null, 'burn_in');
  const dispersion = Math.max(1, spec.dispersion ?? 1);
  const { canary, baseline } = levelled(armOf(arms.canary, dispersion), used[1] ? armOf(used[1], dispersion) : null);
  const estimate = estimateOf(canary, baseline, spec.margin);
  const contrast = contrastOf(canary, baseline, spec);
  if (spec.margin.kind === 'relative' && baseline && baseline.mean < 0) return silent(bound, null, 'negative_baseline');
  if (tooFewEvents(used, used.length === 1 ? 5 * MIN_EFFECTIVE : MIN_EFFECTIVE))
    return silent(bound, estimate, 'few_events');
  if (!(contrast.error2 > 0)) return silent(bound, estimate, 'no_spread');
  const nStar = spec.nStar ?? DEFAULT_N_STAR;
  const scale = (level: number): Scale => ({
    n: contrast.n,
    s2: contrast.error2 * contrast.n,
    rho: tune(level, nStar, 1),
  });
  return {
    fail: logEvidence(contrast.worse, scale(spec.alpha)),
    pass: logEvidence(-contrast.worse, scale(spec.beta)),
    estimate,
    bound,
    interval: meanInterval(canary, baseline, spec.margin, spec.alpha, nStar),
    waiting: null,
  };
}

const silent = (bound: number, estimate: number | null, waiting: MeanEvidence['waiting']): MeanEvidence => ({
  fail: 0,
  pass: 0,
  estimate,
  bound,
  interval: null,
  waiting,
});

function boundOf({ margin, direction }: MeanSpec): number {
  if (margin.kind === 'limit') return margin.at;
  if (margin.kind === 'absolute') return direction === 'lower_is_better' ? margin.by : -margin.by;
  return direction === 'lower_is_better' ? margin.r0 : 1 / margin.r0;
}

function contrastOf(canary: Arm, baseline: Arm | null, { margin, direction }: MeanSpec): Contrast {
  const lower = direction === 'lower_is_better';
  if (margin.kind === 'limit' || baseline === null) {
    const over = canary.mean - (margin.kind === 'limit' ? margin.at : 0);
    return { worse: lower ? over : -over, error2: canary.error2, n: canary.count };
  }
  const [bad, good] = lower ? [canary, baseline] : [baseline, canary];
  const factor = margin.kind === 'relative' ? margin.r0 : 1;
  const shift = margin.kind === 'absolute' ? margin.by : 0;
  return {
    worse: bad.mean - factor * good.mean - shift,
    error2: bad.error2 + factor * factor * good.error2,
    n: bad.count + good.count,
  };
}

function estimateOf(canary: Arm, baseline: Arm | null, margin: MeanMargin): number | null {
  if (margin.kind === 'limit' || baseline === null) return canary.mean;
  if (margin.kind === 'absolute') return canary.mean - baseline.mean;
  return baseline.mean > 0 ? canary.mean / baseline.mean : null;
}

/**
 * The smaller arm is given the larger variance of the two. In skewed data a sample that happens to miss the tail has a low
 * mean and a low variance at once, so a small arm judged by its own variance would look surely lower than it is.
 */
function levelled(canary: Arm, baseline: Arm | null): { canary: Arm; baseline: Arm | null } {
  if (baseline === null || canary.count === baseline.count) return { canary, baseline };
  const variance = Math.max(canary.variance, baseline.variance);
  const raised = (arm: Arm): Arm => ({ ...arm, variance, error2: variance / arm.count });
  return canary.count < baseline.count ? { canary: raised(canary), baseline } : { canary, baseline: raised(baseline) };
}

function tooFewEvents(arms: readonly (Moments | null)[], needed: number): boolean {
  const [count, sum, sumSquares] = arms.reduce(
    ([n, x, xx], arm) => [n + (arm?.count ?? 0), x + (arm?.sum ?? 0), xx + (arm?.sumSquares ?? 0)],
    [0, 0, 0],
  );
  return count < ENOUGH && sum !== sumSquares && sum * sum < needed * sumSquares;
}
