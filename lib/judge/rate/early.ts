import { EARLY_DEFLATION, LEFT_OUT } from './guard';
import { type Look, logRatioAt } from './sums';

/**
 * Until the guard is ready the request-level evidence must stand without its strongest buckets. One burst of errors is
 * a coin flipped once and counted K times, and before twenty buckets are seen no estimate of dispersion could tell it
 * from a regression. As a coin a bucket falls the wrong way with chance θ, so four are left out, and more where θ > ½,
 * until the chance that all of them fell by luck is at most 1/16: with the next one, which must be there too to decide,
 * at most 1/32 at an even split, however large the bursts are.
 */
const LUCK = LEFT_OUT * Math.LN2;

/** How many buckets are left out where all have the same chance θ. */
export const leftOutAt = (theta: number): number => Math.max(LEFT_OUT, Math.ceil(LUCK / -Math.log(theta) - 1e-9));

/** A look and the segment it belongs to: process k is made of the segments from k on. */
export type Placed = { look: Look; segment: number };

/** The looks by their score at a doubled ratio, strongest evidence first. */
export const rankByStrength = (looks: readonly Placed[]): Placed[] =>
  looks
    .map((placed) => ({ placed, score: logRatioAt(placed.look, Math.LN2) }))
    .sort((one, two) => two.score - one.score)
    .map(({ placed }) => placed);

/** The looks, of segment `from` or later, that the evidence has to stand without. */
export function strongest(ranked: readonly Placed[], from: number): Look[] {
  const left: Look[] = [];
  let luck = 0;
  for (const { look, segment } of ranked) {
    if (left.length >= LEFT_OUT && luck >= LUCK - 1e-9) break;
    if (segment < from) continue;
    left.push(look);
    luck -= Math.log(look.theta);
  }
  return left;
}

/**
 * What the full evidence counts for while the guard is not ready: what is left without its strongest buckets; where a
 * burst is overwhelming even if its events came in clusters, a fifteenth of its log; and where the dispersion can be
 * guessed already, its log divided by a generous guess (`spread`). None is more than the full evidence where that speaks
 * for its side, so it stays valid. Simulated at five times the errors, even split: the guess decides after 1.2 minutes,
 * leaving out after 2; clusters of 3 and of 10 stay at 1.3 and 2.1 % false alarms.
 */
export function careful(full: number, withoutStrongest: number, spread: number | null): number {
  if (full <= 0) return full;
  const guessed = spread === null ? 0 : full / spread;
  return Math.min(full, Math.max(withoutStrongest, full / EARLY_DEFLATION, guessed));
}
