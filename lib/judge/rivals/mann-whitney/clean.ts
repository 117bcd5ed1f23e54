/** What a cohort reported in one point; null or NaN where it reported nothing. */
export type Reading = number | null;

/** `remove` leaves missing points out; `replace` takes them as 0 (nothing reported is nothing happened). */
export type NanStrategy = 'remove' | 'replace';

/** Missing readings handled; what is not finite counts as missing. */
export function withoutMissing(values: readonly Reading[], strategy: NanStrategy): number[] {
  const isThere = (value: Reading): value is number => value !== null && Number.isFinite(value);
  return strategy === 'replace' ? values.map((value) => (isThere(value) ? value : 0)) : values.filter(isThere);
}

/**
 * Values outside Tukey's fences, Q1 − factor·IQR and Q3 + factor·IQR, taken out. `lenient` (Kayenta's judge is) widens
 * the fences to the 1st and 99th percentile where these lie farther out.
 * https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/detectors/IQRDetector.scala
 */
export function withoutOutliers(values: readonly number[], factor: number, lenient = true): number[] {
  const sorted = Float64Array.from(values).sort();
  const [q1, q3] = [percentile(sorted, 25), percentile(sorted, 75)];
  const reach = factor * (q3 - q1);
  const lower = lenient ? Math.min(percentile(sorted, 1), q1 - reach) : q1 - reach;
  const upper = lenient ? Math.max(percentile(sorted, 99), q3 + reach) : q3 + reach;
  return values.filter((value) => !(value > upper || value < lower));
}

/** The p-th percentile (0–100) of sorted values, linear between neighbours (type 7); NaN of nothing. */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const position = ((sorted.length - 1) * p) / 100;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (position - Math.floor(position)) * (above - below);
}

/** The mean with one step of correction, as Apache Commons Math takes it; NaN of nothing. */
export function mean(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/**
 * Canary mean over baseline mean; null where either is 0 and the ratio says nothing.
 * https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/stats/EffectSizes.scala
 */
export function meanRatio(canary: readonly number[], baseline: readonly number[]): number | null {
  const [top, bottom] = [mean(canary), mean(baseline)];
  return top === 0 || bottom === 0 ? null : top / bottom;
}
