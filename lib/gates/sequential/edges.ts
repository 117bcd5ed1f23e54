import { chooseEdges, type History } from '@/lib/judge/latency/edges';
import { boundsIn, type Counts } from '../counts';
import type { GateMemory } from '../fold';
import type { GateSpec } from '../schema';
import { latencyQuantile } from '../sli';

/** Fewer requests than this say too little of a tail to choose edges by. */
const ENOUGH = 100;

/**
 * The edges a latency gate counts above, chosen before the canary is looked at: from the baseline's past, or else from
 * what the baseline itself has shown by now, or before the step where none of it is left. A limit gate has one: the first
 * bound at or above its limit. `[null]` where the gate counts errors, none where it compares means of a value; null while
 * nothing can be said.
 */
export function edgesFor(spec: GateSpec, memory: GateMemory): (number | null)[] | null {
  const quantile = latencyQuantile(spec.sli);
  if (quantile === null) return spec.sli === 'error_rate' ? [null] : [];
  if (spec.compare === 'limit') {
    const bounds = Object.keys(memory.canary.latency).flatMap(boundsIn);
    const edge = bounds.filter((bound) => bound >= (spec.limit ?? 0)).sort((a, b) => a - b)[0];
    return edge === undefined ? null : [edge];
  }
  const histogram = largest(memory.history) ?? largest(memory.baseline) ?? largest(memory.recorded);
  return histogram && chooseEdges(histogram, quantile);
}

/** The histogram with most requests among those of unlike bounds. */
function largest(counts: Counts | null): History | null {
  const found = Object.entries(counts?.latency ?? {})
    .map(([key, row]) => ({ bounds: boundsIn(key), counts: row, total: row.reduce((sum, n) => sum + n, 0) }))
    .filter(({ bounds, total }) => bounds.length > 0 && total >= ENOUGH)
    .sort((a, b) => b.total - a.total)[0];
  return found ? { bounds: found.bounds, counts: found.counts } : null;
}
