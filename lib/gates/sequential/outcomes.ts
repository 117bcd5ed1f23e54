import { tailCounts } from '@/lib/judge/latency/edges';
import { against, type Outcome, twoSample } from '@/lib/judge/rate/outcome';
import { boundsIn, type Counts } from '../counts';
import type { GateSpec } from '../schema';
import { latencyQuantile } from '../sli';
import type { Slot } from '../slots';

/** Bad ones of all in one cohort: errors of requests, or requests slower than an edge of those with a latency. */
export type Tally = { total: number; bad: number };

/** What a gate counts in some counts. Histograms that lack the edge are left out: nobody can say how many lie above it. */
export function tally(counts: Counts, edge: number | null): Tally {
  if (edge === null) return { total: counts.requests, bad: counts.errors };
  const sum = { total: 0, bad: 0 };
  for (const [key, row] of Object.entries(counts.latency)) {
    const tail = tailCounts(boundsIn(key), row, edge);
    if (!tail) continue;
    sum.total += tail.total;
    sum.bad += tail.above;
  }
  return sum;
}

/** The rate a limit gate allows: its limit, or for a latency quantile what may lie above it. Null for a baseline gate. */
export function limitRate(spec: GateSpec): number | null {
  if (spec.compare !== 'limit') return null;
  const quantile = latencyQuantile(spec.sli);
  return quantile === null ? (spec.limit ?? 0) : 1 - quantile;
}

/** One slot as an observation of the rate process; arms are swapped where higher is better. */
export function outcomeOf(spec: GateSpec, slot: Slot, edge: number | null, rate: number | null): Outcome {
  const canary = tally(slot.canary, edge);
  if (rate !== null) return against(rate, slot.at, canary.total, canary.bad);
  const baseline = tally(slot.baseline, edge);
  return spec.direction === 'lower_is_better'
    ? twoSample(slot.at, canary.total, canary.bad, baseline.total, baseline.bad)
    : twoSample(slot.at, baseline.total, baseline.bad, canary.total, canary.bad);
}
