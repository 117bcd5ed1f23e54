import { logSumExp } from '../math/log-sum-exp';
import { EARLY_DEFLATION, LEFT_OUT } from './guard';
import { addRequests, type Look, logRatioAt, requestEvidence, SUMS_SIZE } from './sums';

/** A look and the segment it belongs to: process k is made of the segments from k on. */
type Placed = { look: Look; segment: number };

/**
 * Request-level log e-value when every process must stand without its `LEFT_OUT` strongest buckets (by their score at
 * a doubled ratio). One burst of errors is a coin flipped once and counted K times; before twenty buckets are seen no
 * estimate of dispersion could tell it from a regression. Used as a lower bound of the full process, so still valid.
 */
export function requestWithoutStrongest(looks: readonly Placed[], logWeights: readonly number[]): number {
  const ranked = looks
    .map((placed) => ({ ...placed, score: logRatioAt(placed.look, Math.LN2) }))
    .sort((one, two) => two.score - one.score);
  const begun = looks.reduce((most, { segment }) => Math.max(most, segment + 1), 0);
  return logSumExp(
    logWeights.map((logWeight, k) => {
      const kept = k < begun ? ranked.filter(({ segment }) => segment >= k).slice(LEFT_OUT) : [];
      if (kept.length === 0) return logWeight;
      const sums = new Float64Array(SUMS_SIZE);
      for (const { look } of kept) addRequests(sums, 0, look);
      return logWeight + requestEvidence(sums);
    }),
  );
}

/**
 * What the full evidence counts for while nothing is known of the dispersion: what is left without its strongest buckets,
 * or, where one burst alone would be overwhelming even if its events came in clusters, a fifth of its log. Both are at
 * most the full evidence where that speaks for its side, so it stays valid.
 */
export const careful = (full: number, withoutStrongest: number): number =>
  full <= 0 ? full : Math.min(full, Math.max(withoutStrongest, full / EARLY_DEFLATION));
