const MINUTE_MS = 60_000;

/** Start times of the fail side: 0, 1, 2, 4, … 2^11 minutes after the origin. */
export const START_COUNT = 13;

/** Start k in milliseconds after the origin. */
export const startAfter = (k: number): number => (k === 0 ? 0 : 2 ** (k - 1) * MINUTE_MS);

/** Logs of the mixture weights ∝ 1/(k + 1)², normalised over all starts, begun or not, so that they are fixed ahead. */
export const LOG_START_WEIGHTS: readonly number[] = (() => {
  const raw = Array.from({ length: START_COUNT }, (_, k) => 1 / (k + 1) ** 2);
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => Math.log(weight / sum));
})();

const STARTS = Array.from({ length: START_COUNT }, (_, k) => startAfter(k));

/** The newest start that had begun when slot `at` did. Outcomes between start k and k + 1 form segment k. */
export function segmentOf(origin: number, at: number): number {
  let k = START_COUNT - 1;
  while (k > 0 && at - origin < (STARTS[k] as number)) k--;
  return k;
}
