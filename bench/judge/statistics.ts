import { normalQuantile } from '@/lib/judge/math/normal';

export type Interval = { lower: number; upper: number };

const Z = normalQuantile(0.975);

/** Wilson's 95 % interval of a share, 0–1. */
export function wilson(hits: number, runs: number): Interval {
  if (runs === 0) return { lower: 0, upper: 1 };
  const share = hits / runs;
  const scale = 1 + (Z * Z) / runs;
  const centre = (share + (Z * Z) / (2 * runs)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / runs + (Z * Z) / (4 * runs * runs));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

/** The q-th of all runs, where those that never stopped (null) come last; null if the q-th never did. */
export function quantileOfRuns(values: readonly (number | null)[], q: number): number | null {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return found === undefined || found === Number.POSITIVE_INFINITY ? null : found;
}
