/** Cumulative shares the edges of a latency gate stand for. */
const TARGETS = [0.5, 0.9, 0.95, 0.99, 0.999];

/** A histogram: upper bounds in ms, and counts, one more than bounds (the last is above every bound). */
export type History = { bounds: readonly number[]; counts: readonly number[] };

/**
 * The edges (ms) at which a latency gate counts, chosen from history before the canary is looked at: the bound nearest to
 * the gate's quantile and to each of p50/p90/p95/p99/p99.9 above it, without duplicates, ascending, at most five. The first
 * one is the gate's own. Nearness is by the log of the rate above the bound, so that a tail edge is not replaced by one
 * that lets ten times as much through. With `limit` (ms): the smallest bound at or above it, alone.
 *
 * Empty where nothing can be chosen: no history, no bounds, a limit above every bound.
 */
export function chooseEdges(history: History, quantile: number, limit?: number): number[] {
  const bounds = history.bounds.filter(Number.isFinite);
  if (limit !== undefined) return bounds.filter((bound) => bound >= limit).slice(0, 1);
  const total = history.counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return [];
  const edges = new Set<number>();
  for (const target of [quantile, ...TARGETS.filter((q) => q > quantile)]) {
    const edge = nearest(history, bounds, total, target);
    if (edge !== undefined) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b).slice(0, TARGETS.length);
}

function nearest(history: History, bounds: readonly number[], total: number, quantile: number): number | undefined {
  let best: { edge: number; distance: number } | undefined;
  let below = 0;
  bounds.forEach((edge, i) => {
    below += history.counts[i] ?? 0;
    const distance = Math.abs(Math.log((total - below + 0.5) / (total + 1) / (1 - quantile)));
    if (best === undefined || distance < best.distance) best = { edge, distance };
  });
  return best?.edge;
}

/**
 * Requests in all and those above `edge`. Null where `edge` is not one of the bounds: inside a bucket nobody knows, and a
 * judge must not interpolate.
 */
export function tailCounts(
  bounds: readonly number[],
  counts: readonly number[],
  edge: number,
): { total: number; above: number } | null {
  const at = bounds.indexOf(edge);
  if (at === -1) return null;
  let total = 0;
  let above = 0;
  counts.forEach((n, i) => {
    total += n;
    if (i > at) above += n;
  });
  return { total, above };
}
