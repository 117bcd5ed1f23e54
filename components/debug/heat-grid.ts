/** From the heatmap of the API to cells that are drawn and read. Pure; times in epoch ms. */

import { heatOf } from '@/lib/cohorts/heat';
import type { LatencyHeatmap } from '@/lib/cohorts/schema';
import { formatCount, formatLatency, formatShare } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';

export type Side = 'canary' | 'baseline';
export type Cell = { column: number; band: number; count: number; share: number; heat: number };
export type Grid = {
  columns: number;
  bands: readonly string[];
  at: (column: number) => number;
  cells: Record<Side, Cell[]>;
};

/** "≤ 50 ms", "50 – 100 ms", "> 500 ms": fastest first. */
export function bandWords(bandsMs: readonly number[]): string[] {
  const [first] = bandsMs;
  if (first === undefined) return ['any'];
  const between = bandsMs.slice(1).map((upper, i) => {
    const lower = formatLatency(bandsMs[i] ?? 0);
    // One unit is enough where both have the same.
    return `${upper < 1000 ? lower.replace(/\D+$/u, '') : lower} – ${formatLatency(upper)}`;
  });
  return [`≤ ${formatLatency(first)}`, ...between, `> ${formatLatency(bandsMs.at(-1) ?? first)}`];
}

/** Where each bucket is drawn; a bucket without samples leaves its column empty. */
export function gridOf(heat: LatencyHeatmap): Grid {
  const start = Math.floor(Date.parse(heat.from) / heat.bucketMs) * heat.bucketMs;
  const columns = Math.max(1, Math.ceil((Date.parse(heat.to) - start) / heat.bucketMs));
  const cellsOf = (side: Side): Cell[] =>
    heat[side].flatMap(({ at, requests, counts }) => {
      const column = Math.round((Date.parse(at) - start) / heat.bucketMs);
      return counts.flatMap((count, band) => {
        const share = requests > 0 ? count / requests : 0;
        const level = heatOf(share);
        return level === null ? [] : [{ column, band, count, share, heat: level }];
      });
    });
  return {
    columns,
    bands: bandWords(heat.bandsMs),
    at: (column) => start + column * heat.bucketMs,
    cells: { canary: cellsOf('canary'), baseline: cellsOf('baseline') },
  };
}

/** "14:32:00 · 250 – 500 ms · canary 3.1 % (14 of 452) · baseline 0.4 % (18 of 4,502)" */
export function cellWords(heat: LatencyHeatmap, grid: Grid, column: number, band: number): string {
  const part = (side: Side): string => {
    const found = heat[side].find(({ at }) => Date.parse(at) === grid.at(column));
    if (!found || found.requests === 0) return `${side} no requests`;
    const count = found.counts[band] ?? 0;
    const share = count === 0 ? 'none' : formatShare(count / found.requests);
    return `${side} ${share} (${formatCount(count)} of ${formatCount(found.requests)})`;
  };
  return [formatClock(grid.at(column)), grid.bands[band] ?? '', part('canary'), part('baseline')].join(' · ');
}

/** "p95 210 ms against 120 ms; p50 34 ms against 33 ms, p99 480 ms against 250 ms." */
export function quantileWords({ quantiles: { canary, baseline } }: LatencyHeatmap): string {
  const word = (value: number | null) => (value === null ? 'none' : formatLatency(value));
  const part = (name: 'p50' | 'p95' | 'p99') => `${name} ${word(canary[name])} against ${word(baseline[name])}`;
  return `${part('p95')}; ${part('p50')}, ${part('p99')}.`;
}
