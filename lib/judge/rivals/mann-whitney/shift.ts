import { normalQuantile } from '@/lib/judge/math/normal';
import { brentZero } from './brent';

/** A location shift of canary against baseline, in the unit of the data; `lower` may exceed `upper` by the tolerance. */
export type Shift = { lower: number; upper: number; estimate: number };

/**
 * Hodges–Lehmann estimate of the shift and its confidence interval, by the normal approximation with continuity and tie
 * corrections, as in R's `wilcox.test(exact = FALSE, conf.int = TRUE)` and as Kayenta took it over
 * (https://github.com/spinnaker/kayenta/blob/master/kayenta-mannwhitney/src/main/scala/com/netflix/kayenta/mannwhitney/MannWhitney.scala).
 * Null where every observation is tied. Both arms must have values, without NaN.
 */
export function shiftBetween(canary: readonly number[], baseline: readonly number[], confidence: number): Shift | null {
  const x = Float64Array.from(canary).sort();
  const y = Float64Array.from(baseline).sort();
  const smallest = first(x) - last(y);
  const largest = last(x) - first(y);
  const atSmallest = deviate(x, y, smallest);
  const atLargest = deviate(x, y, largest);
  if (atSmallest === null || atLargest === null) return null;
  const z = -normalQuantile((1 - confidence) / 2);
  const zero = (quantile: number): number =>
    brentZero(
      (shift) => (deviate(x, y, shift) ?? 0) - quantile,
      [smallest, atSmallest - quantile],
      [largest, atLargest - quantile],
    );
  const bound = (quantile: number): number => {
    if (atSmallest - quantile <= 0) return smallest;
    if (atLargest - quantile >= 0) return largest;
    return zero(quantile);
  };
  return { lower: bound(z), upper: bound(-z), estimate: zero(0) };
}

/**
 * Whether the test can tell arms of these sizes apart at all: two wholly separated arms exceed the quantile. Below it an
 * interval ends at the extremes of the data and says nothing.
 */
export function canTell(canary: number, baseline: number, confidence: number): boolean {
  if (canary === 0 || baseline === 0) return false;
  const most = (canary * baseline) / 2 - 0.5;
  return most / Math.sqrt((canary * baseline * (canary + baseline + 1)) / 12) > -normalQuantile((1 - confidence) / 2);
}

/** Common-language effect size: the share of pairs in which the canary's value is the higher, ties counted half. */
export function commonLanguage(canary: readonly number[], baseline: readonly number[]): number {
  const [m, n] = [canary.length, baseline.length];
  const { sum } = ranks(Float64Array.from(canary).sort(), Float64Array.from(baseline).sort(), 0);
  return (2 * sum - m * (m + 1)) / (2 * n * m);
}

/** The standardised rank sum of x − shift against y; null where all are tied. Both sorted. */
function deviate(x: Float64Array, y: Float64Array, shift: number): number | null {
  const [n, m] = [x.length, y.length];
  const { sum, ties } = ranks(x, y, shift);
  const d = sum - (n * (n + 1)) / 2 - (n * m) / 2;
  const sigma = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))));
  return sigma === 0 ? null : (d - Math.sign(d) * 0.5) / sigma;
}

/** Sum of the average ranks of x − shift, and Σ t³ − t over the ties. One pass over the sorted arms: linear, exact. */
function ranks(x: Float64Array, y: Float64Array, shift: number): { sum: number; ties: number } {
  let i = 0;
  let j = 0;
  let sum = 0;
  let ties = 0;
  let nextX = at(x, 0) - shift;
  let nextY = at(y, 0);
  while (i < x.length || j < y.length) {
    const value = Math.min(nextX, nextY);
    const before = i + j;
    const ofX = i;
    while (i < x.length && nextX === value) nextX = at(x, ++i) - shift;
    while (j < y.length && nextY === value) nextY = at(y, ++j);
    const tied = i + j - before;
    sum += (i - ofX) * (before + (tied + 1) / 2);
    if (tied > 1) ties += tied ** 3 - tied;
  }
  return { sum, ties };
}

const at = (values: Float64Array, index: number): number => values[index] ?? Number.POSITIVE_INFINITY;
const first = (sorted: Float64Array): number => at(sorted, 0);
const last = (sorted: Float64Array): number => at(sorted, sorted.length - 1);
