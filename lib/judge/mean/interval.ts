import type { Arm } from './moments';
import { halfWidth, tune } from './sequence';

/**
 * What is tolerated. `relative`: the worse arm may be `r0` times the other (1 + maxIncrease; 1/(1 − maxIncrease) where
 * higher is better). `absolute`: it may be worse by `by`, in the unit of the metric. `limit`: the canary alone against `at`.
 */
export type MeanMargin =
  | { kind: 'relative'; r0: number }
  | { kind: 'absolute'; by: number }
  | { kind: 'limit'; at: number };

/** Ends of an interval; `upper` is null where nothing bounds it yet. */
export type MeanBand = { lower: number; upper: number | null };

/**
 * The band for the chart. A difference or a mean: estimate ± half-width. A ratio: all r with
 * |x̄_c − r x̄_b| ≤ w·√(e_c² + r² e_b²), w the half-width in standard errors (Fieller's set, valid at every look because
 * the sequence is, for each r); no upper end until the baseline's mean is itself told apart from 0.
 */
export function meanInterval(
  canary: Arm,
  baseline: Arm | null,
  margin: MeanMargin,
  alpha: number,
  nStar: number,
): MeanBand {
  const n = canary.count + (baseline?.count ?? 0);
  const w = halfWidth({ n, s2: n, rho: tune(alpha, nStar, 2) }, alpha);
  if (margin.kind !== 'relative' || baseline === null) {
    const centre = canary.mean - (baseline?.mean ?? 0);
    const half = w * Math.sqrt(canary.error2 + (baseline?.error2 ?? 0));
    return { lower: centre - half, upper: centre + half };
  }
  const a = baseline.mean ** 2 - w * w * baseline.error2;
  const b = canary.mean * baseline.mean;
  const c = canary.mean ** 2 - w * w * canary.error2;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  if (a > 0) return { lower: (b - root) / a, upper: (b + root) / a };
  return { lower: c > 0 && canary.mean > 0 ? c / (b + root) : 0, upper: null };
}
