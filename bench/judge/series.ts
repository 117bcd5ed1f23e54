import type { History } from '@/lib/judge/latency/edges';
import { SLOT_MS } from '@/lib/judge/slot';

export const SLOTS_PER_MINUTE = 60_000 / SLOT_MS;

/** Latency of each slot as counts per bucket: `counts[slot · (bounds + 1) + bucket]`. */
export type Latency = { boundsMs: readonly number[]; canary: Float64Array; baseline: Float64Array };

/**
 * What a judge is shown of one simulated release, slot by slot: requests (n) and bad ones (x) of the canary (c) and the
 * baseline (b). An arm that reported nothing has n = 0.
 */
export type Series = {
  slots: number;
  /** Slot from which on the canary is worse, where it is. */
  onset: number;
  nc: Float64Array;
  xc: Float64Array;
  nb: Float64Array;
  xb: Float64Array;
  latency: Latency | null;
};

export function emptySeries(slots: number, onset = 0, latency: Latency | null = null): Series {
  const row = () => new Float64Array(slots);
  return { slots, onset, nc: row(), xc: row(), nb: row(), xb: row(), latency };
}

/** One minute as the rivals' metric stores give it. */
export type Minute = {
  nc: number;
  xc: number;
  nb: number;
  xb: number;
  /** Error rate in percent, or p99 in ms where the trace is about latency; null where the arm reported nothing. */
  canary: number | null;
  baseline: number | null;
};

export function minutesOf(series: Series): Minute[] {
  return Array.from({ length: Math.floor(series.slots / SLOTS_PER_MINUTE) }, (_, minute) => {
    const from = minute * SLOTS_PER_MINUTE;
    const sum = (row: Float64Array): number => {
      let total = 0;
      for (let i = from; i < from + SLOTS_PER_MINUTE; i++) total += row[i] as number;
      return total;
    };
    const counts = { nc: sum(series.nc), xc: sum(series.xc), nb: sum(series.nb), xb: sum(series.xb) };
    const { latency } = series;
    return {
      ...counts,
      canary: latency ? p99(latency, latency.canary, from) : percent(counts.xc, counts.nc),
      baseline: latency ? p99(latency, latency.baseline, from) : percent(counts.xb, counts.nb),
    };
  });
}

const percent = (bad: number, total: number): number | null => (total > 0 ? (bad / total) * 100 : null);

/** p99 of one minute of one arm. */
function p99({ boundsMs }: Latency, counts: Float64Array, from: number): number | null {
  const size = boundsMs.length + 1;
  const row = Array.from({ length: size }, (_, bucket) => {
    let sum = 0;
    for (let slot = from; slot < from + SLOTS_PER_MINUTE; slot++) sum += counts[slot * size + bucket] as number;
    return sum;
  });
  return quantileOf({ bounds: boundsMs, counts: row }, 0.99);
}

/** A quantile as Prometheus' histogram_quantile reads it: linear inside a bucket, the last bound beyond; null of nothing. */
export function quantileOf({ bounds, counts }: History, q: number): number | null {
  const rank = q * counts.reduce((sum, n) => sum + n, 0);
  if (rank === 0) return null;
  let below = 0;
  for (const [bucket, bound] of bounds.entries()) {
    const n = counts[bucket] ?? 0;
    const lower = bounds[bucket - 1] ?? 0;
    if (below + n >= rank) return lower + ((bound - lower) * (rank - below)) / n;
    below += n;
  }
  return bounds.at(-1) ?? null;
}
