/**
 * Sums of histograms in one expression for each bin: `unnest` and a group per bin costs thirty times as much. Use it in
 * a query that groups by `latency_bounds`, and ask for the longest histogram first (`LONGEST`).
 */
export const LONGEST = 'coalesce(max(cardinality(latency_counts)), 0) AS longest';

/** `float8[]` of the counts of a group, as long as its histograms are; exact up to 2^53. `bins` as `LONGEST` said. */
export function latencySums(bins: number): string {
  const sums = Array.from({ length: Math.max(1, bins) }, (_, i) => `sum(latency_counts[${i + 1}]::float8)`);
  return `(ARRAY[${sums.join(', ')}])[1:cardinality(latency_bounds) + 1]`;
}
