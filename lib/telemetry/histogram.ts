import type { Latency } from './samples';

const sameBounds = (a: readonly number[], b: readonly number[]): boolean =>
  a === b || (a.length === b.length && a.every((bound, i) => bound === b[i]));

/** How many are at most each of `edges`; null at an edge inside a bucket that holds something, where nobody can say. */
export function countsBelow(latency: Latency, edges: readonly number[]): (number | null)[] {
  const { bounds, counts } = latency;
  let bucket = 0;
  let below = 0;
  return edges.map((edge) => {
    while (bucket < bounds.length && (bounds[bucket] ?? Number.POSITIVE_INFINITY) <= edge)
      below += counts[bucket++] ?? 0;
    const exact = bucket > 0 && bounds[bucket - 1] === edge;
    return exact || (counts[bucket] ?? 0) === 0 ? below : null;
  });
}

/**
 * Adds two histograms without ever interpolating: where their bounds differ, only the bounds at which both are exact
 * are kept (a bound inside an empty bucket is exact too). With no common bound left, everything is in the last count.
 */
export function mergeLatency(a: Latency, b: Latency): Latency {
  if (sameBounds(a.bounds, b.bounds)) {
    return { bounds: a.bounds, counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)) };
  }
  const edges = [...new Set([...a.bounds, ...b.bounds])].sort((x, y) => x - y);
  const inA = countsBelow(a, edges);
  const inB = countsBelow(b, edges);
  const bounds: number[] = [];
  const counts: number[] = [];
  let below = 0;
  edges.forEach((edge, i) => {
    const [fromA, fromB] = [inA[i] ?? null, inB[i] ?? null];
    if (fromA === null || fromB === null) return;
    bounds.push(edge);
    counts.push(fromA + fromB - below);
    below = fromA + fromB;
  });
  return { bounds, counts: [...counts, total(a) + total(b) - below] };
}

/** All that were counted. */
export const total = (latency: Latency): number => latency.counts.reduce((sum, count) => sum + count, 0);

/**
 * The value below which the share `q` (0–1) lies, for display only: inside a bucket, values are taken as evenly spread
 * (from 0 in the first). In the last, open bucket nothing is known but its lower bound, which is returned. Null if empty.
 */
export function quantileForDisplay(latency: Latency, q: number): number | null {
  const rank = q * total(latency);
  if (total(latency) === 0) return null;
  let below = 0;
  for (const [i, count] of latency.counts.entries()) {
    if (below + count >= rank && count > 0) {
      const lower = i === 0 ? 0 : (latency.bounds[i - 1] ?? 0);
      const upper = latency.bounds[i];
      return upper === undefined ? lower : lower + (upper - lower) * Math.max(0, (rank - below) / count);
    }
    below += count;
  }
  return latency.bounds.at(-1) ?? null;
}
