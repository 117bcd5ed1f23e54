import { bisect } from '../math/bisect';
import type { History } from './edges';
import { type BandSpec, logMixture, priorWeight } from './rate-band';

/** Ends in the unit of the bounds. `upper` null: the quantile may lie above every bound. */
export type QuantileBand = { lower: number; upper: number | null };

/**
 * Always-valid band of one quantile of a histogram (Howard & Ramdas, "Sequential estimation of quantiles with applications
 * to A/B testing and best-arm identification", Bernoulli 2022, Theorem 1 with the beta-binomial boundary). The share at or
 * below the true quantile follows a martingale around `q`, so all shares the mixture has not excluded give the ranks
 * between which the quantile lies. The ends are bucket edges: the band is as wide as the buckets make it, never
 * interpolated. Null for an empty histogram.
 */
export function quantileBand({ bounds, counts }: History, q: number, spec: BandSpec): QuantileBand | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const k = priorWeight(spec);
  const threshold = -Math.log(spec.alpha);
  const kept = (hits: number): boolean => logMixture(hits, total, q, k) < threshold;
  const centre = q * total;
  return between(
    { bounds, counts },
    kept(0) ? 0 : bisect(0, centre, (hits) => !kept(hits)),
    kept(total) ? total : bisect(centre, total, kept),
  );
}

/**
 * The same for all quantiles at once (their Theorem 2): half-width of the band around the empirical distribution function
 * after `n` observations, A·√((ln(1 + ln(n/tMin)) + C)/n); infinite before `tMin`. `constant` from `lilConstant`.
 */
export function distributionBand(n: number, tMin: number, constant: number, a = 0.85): number {
  return n < tMin ? Number.POSITIVE_INFINITY : a * Math.sqrt((Math.log1p(Math.log(n / tMin)) + constant) / n);
}

/** Band of any quantile under `distributionBand`. Null for an empty histogram. */
export function quantileBandWithin(history: History, q: number, halfWidth: number): QuantileBand | null {
  const total = history.counts.reduce((sum, n) => sum + n, 0);
  return total === 0 ? null : between(history, (q - halfWidth) * total, (q + halfWidth) * total);
}

/** Bucket edges around all values whose rank is from `low` to `high`. */
function between({ bounds, counts }: History, low: number, high: number): QuantileBand {
  let below = 0;
  let lower = 0;
  for (const [i, bound] of bounds.entries()) {
    below += counts[i] ?? 0;
    if (below < low) lower = bound;
    if (below > high) return { lower, upper: bound };
  }
  return { lower, upper: null };
}
