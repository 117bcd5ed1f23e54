import type { Reading } from './clean';

/** A point is one minute, as Kayenta's metric stores give. */
export const POINT_MS = 60_000;
/** Four hours of points; older ones are let go. */
export const MOST_POINTS = 240;

/**
 * A minute of both cohorts as `[start, canary sum, canary weight, baseline sum, baseline weight]`, start in epoch ms. The
 * value of a cohort is sum ÷ weight: errors ÷ requests of a rate, sum ÷ count of a mean; a quantile comes weighted by its
 * count. Weight 0 is a cohort that said nothing.
 */
export type Point = readonly [number, number, number, number, number];

export type PointReading = { at: number; cohort: 'canary' | 'baseline'; sum: number; weight: number };

/**
 * Adds what a cohort reported at a time. Sums do not depend on the order of arrival, and which points are kept depends
 * only on their times: late readings count, except for minutes already let go. Oldest first, at most `MOST_POINTS`.
 */
export function addReading(points: readonly Point[], reading: PointReading): Point[] {
  const start = Math.floor(reading.at / POINT_MS) * POINT_MS;
  const index = points.findLastIndex((point) => point[0] <= start);
  const before = points[index];
  if (before?.[0] === start) return points.with(index, plus(before, reading));
  return points.toSpliced(index + 1, 0, plus([start, 0, 0, 0, 0], reading)).slice(-MOST_POINTS);
}

const plus = ([start, cs, cw, bs, bw]: Point, { cohort, sum, weight }: PointReading): Point =>
  cohort === 'canary' ? [start, cs + sum, cw + weight, bs, bw] : [start, cs, cw, bs + sum, bw + weight];

/** The values of both cohorts; minutes that end after `until` (epoch ms) are not yet whole and left out. */
export function readingsOf(
  points: readonly Point[],
  until = Number.POSITIVE_INFINITY,
): { canary: Reading[]; baseline: Reading[] } {
  const whole = points.filter((point) => point[0] + POINT_MS <= until);
  return {
    canary: whole.map(([, sum, weight]) => (weight > 0 ? sum / weight : null)),
    baseline: whole.map(([, , , sum, weight]) => (weight > 0 ? sum / weight : null)),
  };
}
