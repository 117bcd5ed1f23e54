import { bisect } from '../math/bisect';
import { logBeta } from '../math/log-beta';

/** A band that holds at all looks at once with probability 1 − `alpha`, tightest near `tOpt` observations. */
export type BandSpec = { alpha: number; tOpt: number };

/**
 * Prior weight k of the beta-binomial mixture, tightest at `tOpt` trials: confseq's optimal r = ρ − p(1−p) with
 * ρ = p(1−p)·tOpt/(2 ln(1/α) + ln(1 + 2 ln(1/α))), divided by p(1−p); so the same for every rate, and at least 0.001.
 */
export function priorWeight({ alpha, tOpt }: BandSpec): number {
  const twice = -2 * Math.log(alpha);
  return Math.max(tOpt / (twice + Math.log1p(twice)) - 1, 1e-3);
}

/**
 * ln of the two-sided beta-binomial mixture against the rate `p` after `hits` of `trials` (Howard, Ramdas, McAuliffe, Sekhon
 * 2021, Proposition 7): ln B(kp + hits, k(1−p) + misses) − ln B(kp, k(1−p)) − hits·ln p − misses·ln(1−p).
 */
export function logMixture(hits: number, trials: number, p: number, k: number): number {
  const misses = trials - hits;
  return (
    logBeta(k * p + hits, k * (1 - p) + misses) -
    logBeta(k * p, k * (1 - p)) -
    hits * Math.log(p) -
    misses * Math.log1p(-p)
  );
}

/** All rates the mixture has not excluded: the always-valid interval of a rate after `hits` of `trials`. */
export function rateBand(hits: number, trials: number, spec: BandSpec): { lower: number; upper: number } {
  if (trials === 0) return { lower: 0, upper: 1 };
  const k = priorWeight(spec);
  const threshold = -Math.log(spec.alpha);
  const excluded = (p: number): boolean => logMixture(hits, trials, p, k) >= threshold;
  const seen = hits / trials;
  return {
    lower: hits === 0 ? 0 : bisect(0, seen, (p) => p === 0 || excluded(p)),
    upper: hits === trials ? 1 : bisect(seen, 1, (p) => p < 1 && !excluded(p)),
  };
}
