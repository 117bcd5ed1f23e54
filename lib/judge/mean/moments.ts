/** What an arm's observations are reduced to: how many, their sum, the sum of their squares. */
export type Moments = { count: number; sum: number; sumSquares: number };

/** An arm as the sequence needs it: `variance` of one observation, `error2` of the mean (variance ÷ count). */
export type Arm = { count: number; mean: number; variance: number; error2: number };

/**
 * A 0/1 metric (conversion, a failed request): x² = x. Then the variance follows from the mean and is taken with one
 * success and one failure more, because a run without a single event would otherwise claim to know the rate exactly.
 */
const isBinary = (m: Moments): boolean => m.sum === m.sumSquares && m.sum >= 0 && m.sum <= m.count;

/**
 * Mean and variance, the variance times `dispersion`. A variance that is only the rounding of the sums (below 1e-12 of the
 * mean square) is zero.
 */
export function armOf(m: Moments, dispersion = 1): Arm {
  const mean = m.sum / m.count;
  const variance = dispersion * (isBinary(m) ? binaryVariance(m) : plainVariance(m, mean));
  return { count: m.count, mean, variance, error2: variance / m.count };
}

function binaryVariance(m: Moments): number {
  const rate = (m.sum + 1) / (m.count + 2);
  return rate * (1 - rate);
}

function plainVariance(m: Moments, mean: number): number {
  const spread = m.sumSquares - m.sum * mean;
  return spread > 1e-12 * m.sumSquares ? spread / (m.count - 1) : 0;
}
