import { countsBelow, mergeLatency, quantileForDisplay, total } from '@/lib/telemetry/histogram';
import type { HeatBucket } from '@/lib/telemetry/read-heatmap';
import type { Cohort, Latency } from '@/lib/telemetry/samples';

/** One column of a heatmap: how many requests of a bucket lie in each band, the last one open. */
export type HeatColumn = { at: number; requests: number; counts: number[] };

export type Quantiles = { p50: number | null; p95: number | null; p99: number | null };

export type Heatmap = {
  /** Upper bounds of the bands in milliseconds; `counts` have one entry more. */
  bandsMs: number[];
  canary: HeatColumn[];
  baseline: HeatColumn[];
  quantiles: Record<Cohort, Quantiles>;
};

export const MOST_BANDS = 12;

const EMPTY: Latency = { bounds: [], counts: [0] };

/**
 * At most `most` bands of a histogram: what nobody fell into at both ends is cut off, then the two neighbours that hold the
 * least together become one, until few enough are left. Every bound stays one that was measured at.
 */
export function bandsOf({ bounds, counts }: Latency, most = MOST_BANDS): number[] {
  const first = counts.findIndex((count) => count > 0);
  if (first === -1) return [];
  const last = counts.findLastIndex((count) => count > 0);
  const kept = bounds.slice(Math.max(0, first - 1), last + 1);
  const held = [sum(counts.slice(0, Math.max(0, first - 1) + 1)), ...counts.slice(Math.max(1, first), last + 1)];
  while (kept.length + 1 > most) {
    let least = 0;
    for (let i = 1; i < kept.length; i += 1) {
      if (pair(held, i) < pair(held, least)) least = i;
    }
    held.splice(least, 2, pair(held, least));
    kept.splice(least, 1);
  }
  return kept;
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
const pair = (held: readonly number[], i: number): number => (held[i] ?? 0) + (held[i + 1] ?? 0);

/** How many lie in each band; exact, since the bands are bounds that every histogram is exact at. */
function inBands(latency: Latency, bands: readonly number[]): number[] {
  let below = 0;
  const counts = countsBelow(latency, bands).map((upTo) => {
    const here = Math.max(0, (upTo ?? below) - below);
    below += here;
    return here;
  });
  return [...counts, total(latency) - below];
}

const quantilesOf = (latency: Latency): Quantiles => ({
  p50: quantileForDisplay(latency, 0.5),
  p95: quantileForDisplay(latency, 0.95),
  p99: quantileForDisplay(latency, 0.99),
});

/**
 * Both cohorts over time on the same bands. Histograms with different bounds meet at those all of them are exact at; no
 * count is ever guessed. Pure.
 */
export function heatmapOf(buckets: readonly HeatBucket[]): Heatmap {
  const merged = buckets.map(({ cohort, at, latencies }) => ({
    cohort,
    at,
    latency: latencies.reduce(mergeLatency, latencies[0] ? zero(latencies[0]) : EMPTY),
  }));
  const whole = (cohort: Cohort | null): Latency => {
    const mine = merged.flatMap((one) => (cohort === null || one.cohort === cohort ? [one.latency] : []));
    return mine.reduce(mergeLatency, mine[0] ? zero(mine[0]) : EMPTY);
  };
  const bandsMs = bandsOf(whole(null));
  const columns = (cohort: Cohort): HeatColumn[] =>
    merged.flatMap(({ at, latency, cohort: of }) =>
      of === cohort ? [{ at, requests: total(latency), counts: inBands(latency, bandsMs) }] : [],
    );
  return {
    bandsMs,
    canary: columns('canary'),
    baseline: columns('baseline'),
    quantiles: { canary: quantilesOf(whole('canary')), baseline: quantilesOf(whole('baseline')) },
  };
}

const zero = ({ bounds, counts }: Latency): Latency => ({ bounds, counts: counts.map(() => 0) });

/** Which of the seven heats a share of a column's requests has; null where it has none. A tail of 0.5 % still shows. */
export function heatOf(share: number): number | null {
  if (share <= 0) return null;
  const level = HEAT_FROM.findLastIndex((from) => share >= from);
  return Math.max(0, level);
}

/** From which share each heat begins. */
export const HEAT_FROM: readonly number[] = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4];
