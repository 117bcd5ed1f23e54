import { type Counts, rateOf } from './counts';
import { type Effect, rateEffect } from './effect';

/** Both cohorts where a dimension has one value; '' where samples do not say. */
export type CohortCounts = { value: string; canary: Counts; baseline: Counts };

export type CohortRow = CohortCounts &
  Effect & {
    /** Canary failures beyond what the baseline's rate would have given for the same requests; below 0 where it is better. */
    extraFailures: number;
    /** Its part of all extra failures, 0–1; null where it has none. */
    share: number | null;
    /** Its interval lies above 1, for all rows together at 95 %. */
    standsOut: boolean;
  };

/** The chance that any row of a table is called worse that is not. */
export const TABLE_ALPHA = 0.05;

/** Fewer extra failures than this are no finding, however small their p-value. */
const LEAST_EXTRA = 1;

/**
 * Rows by extra failures, most first. What the baseline never served is held against the baseline as a whole. The error
 * chance is shared by the rows, so that the longest table names no innocent more often than the shortest.
 */
export function rankCohorts(rows: readonly CohortCounts[], total: Pick<CohortCounts, 'baseline'>): CohortRow[] {
  const alpha = TABLE_ALPHA / Math.max(1, rows.length);
  const whole = rateOf(total.baseline) ?? 0;
  const ranked = rows.map((row) => {
    const extraFailures = row.canary.errors - row.canary.requests * (rateOf(row.baseline) ?? whole);
    const compared = rateEffect(row.canary, row.baseline, alpha);
    const standsOut = extraFailures >= LEAST_EXTRA && (compared.interval?.lower ?? 0) > 1;
    return { ...row, ...compared, extraFailures, standsOut };
  });
  const extra = ranked.reduce((sum, row) => sum + Math.max(0, row.extraFailures), 0);
  return ranked
    .map((row) => ({ ...row, share: row.extraFailures > 0 && extra > 0 ? row.extraFailures / extra : null }))
    .sort(
      (a, b) =>
        b.extraFailures - a.extraFailures || b.canary.requests - a.canary.requests || (a.value < b.value ? -1 : 1),
    );
}

/** The row to look at first: most extra failures among those that stand out; null where none does. */
export const worstOf = (rows: readonly CohortRow[]): CohortRow | null => rows.find((row) => row.standsOut) ?? null;

/**
 * Whether the worst row has no more of the extra failures than of the requests, while others have them too: then it is not
 * this dimension that tells where the failure is.
 */
export function isAlike(worst: CohortRow, rows: readonly CohortRow[]): boolean {
  if (rows.filter(({ canary }) => canary.requests > 0).length < 2) return false;
  const requests = rows.reduce((sum, row) => sum + row.canary.requests, 0);
  return (worst.share ?? 0) < (worst.canary.requests / requests) * PLACE_ROOM;
}

/** One value of another dimension inside the worst row. */
export type Place = { dimension: string; value: string };

/** So much of the row's extra failures must lie in one value, and so little of its traffic, for it to be a place. */
const PLACE_SHARE = 0.7;
const PLACE_ROOM = 1.4;

/**
 * Where inside the worst row the failures lie, one value per other dimension at most: only where one value has most of them
 * and clearly more than its part of the requests. Otherwise the row fails everywhere alike, and nothing is said.
 */
export function placesOf(
  inside: ReadonlyMap<string, readonly CohortCounts[]>,
  total: Pick<CohortCounts, 'baseline'>,
): Place[] {
  return [...inside].flatMap(([dimension, rows]) => {
    const requests = rows.reduce((sum, row) => sum + row.canary.requests, 0);
    const worst = worstOf(rankCohorts(rows, total));
    if (!worst || worst.value === '' || (worst.share ?? 0) < PLACE_SHARE) return [];
    const traffic = requests > 0 ? worst.canary.requests / requests : 1;
    return (worst.share ?? 0) >= traffic * PLACE_ROOM ? [{ dimension, value: worst.value }] : [];
  });
}
