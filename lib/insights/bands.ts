import type { Band } from './schema';

const DAY = 86_400_000;
const BANDS: readonly Band[] = ['elite', 'high', 'medium', 'low'];

/** Limits of elite, high and medium (shared reference, slo.md); beyond the last it is low. */
const LIMITS = {
  /** Releases a day: at least 5 a week, 1 a week, 1 a month. */
  deploymentFrequency: { atLeast: [5 / 7, 1 / 7, 1 / 30] },
  /** Within a day, a week, 30 days. */
  changeLeadTimeMs: { below: [DAY, 7 * DAY, 30 * DAY] },
  /** At most 5, 10, 15 %. */
  changeFailRate: { atMost: [0.05, 0.1, 0.15] },
  /** Within an hour, a day, a week. */
  recoveryTimeMs: { below: [DAY / 24, DAY, 7 * DAY] },
} as const;

export type Banded = keyof typeof LIMITS;

/** What a number is made of: days for how often, releases that ended, commits that arrived, failures that were recovered. */
export const BAND_NEEDS: Record<Banded, number> = {
  deploymentFrequency: 7,
  changeLeadTimeMs: 5,
  changeFailRate: 10,
  recoveryTimeMs: 3,
};

/** The band of 2023 that a number falls in; null where there is no number, or where it is made of too little to say. */
export function bandOf(measure: Banded, value: number | null, of: number): Band | null {
  if (value === null || of < BAND_NEEDS[measure]) return null;
  const limits = LIMITS[measure];
  // 5 a week are 0.714… a day, stored with two decimals.
  if ('atLeast' in limits) return at(limits.atLeast.findIndex((limit) => value >= Math.floor(limit * 100) / 100));
  if ('atMost' in limits) return at(limits.atMost.findIndex((limit) => value <= limit));
  return at(limits.below.findIndex((limit) => value < limit));
}

const at = (index: number): Band => BANDS[index] ?? 'low';
