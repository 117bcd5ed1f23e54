import { meanInterval } from '@/lib/judge/mean/interval';
import { armOf, type Moments } from '@/lib/judge/mean/moments';
import { addToBand, BAND_SIZE, bandOf } from '@/lib/judge/rate/band';
import { isInformative, thetaAt, twoSample } from '@/lib/judge/rate/outcome';
import { type Counts, rateOf } from './counts';

export type Interval = { lower: number; upper: number | null };

/** How the canary compares: a factor on the baseline, null where that has nothing, and its always-valid interval. */
export type Effect = { effect: number | null; interval: Interval | null };

/** Observations at which the interval of a mean is narrowest; any number is valid. */
const N_STAR = 2_000;

/**
 * The ratio of two error rates with the judge's band of it at level 1 − α, from the totals taken as one look: given that
 * errors happened, each fell to the canary by its share of the requests times the ratio. Null where one side has no
 * requests or nothing failed at all.
 */
export function rateEffect(canary: Counts, baseline: Counts, alpha: number): Effect {
  const [mine, theirs] = [rateOf(canary), rateOf(baseline)];
  const effect = mine !== null && theirs ? mine / theirs : null;
  const outcome = twoSample(0, canary.requests, canary.errors, baseline.requests, baseline.errors);
  if (!isInformative(outcome)) return { effect, interval: null };
  const look = { up: outcome.worse, total: outcome.worse + outcome.other, theta: thetaAt(outcome.share, 1) };
  const sums = addToBand(new Array<number>(BAND_SIZE).fill(0), look);
  return { effect, interval: bandOf(Float64Array.from(sums), 1, alpha, 1) };
}

/** The ratio of two means with the judge's interval; null where the baseline's mean is 0 or one side has fewer than two. */
export function meanEffect(canary: Moments, baseline: Moments, alpha: number): Effect {
  if (canary.count < 2 || baseline.count < 2) return { effect: null, interval: null };
  const [mine, theirs] = [armOf(canary), armOf(baseline)];
  if (theirs.mean <= 0) return { effect: null, interval: null };
  return {
    effect: mine.mean / theirs.mean,
    interval: meanInterval(mine, theirs, { kind: 'relative', r0: 1 }, alpha, N_STAR),
  };
}
