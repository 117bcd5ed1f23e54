import { NOTHING, type Sum } from './budget';
import { BURN_WINDOWS, type BurnWindow, burnWindowMs } from './burn';
import type { Sums } from './evaluate';

/** How counts are kept: by 1 minute, 5 minutes and 1 hour. The longer a span, the coarser its beginning. Pure. */

export const MINUTE = 60_000;
export const GRAINS = [1, 5, 60] as const;
export type Grain = (typeof GRAINS)[number];

export const floorTo = (at: number, grain: Grain): number => Math.floor(at / (grain * MINUTE)) * grain * MINUTE;

const FINE: Record<BurnWindow, Grain> = { '5m': 1, '30m': 1, '1h': 1, '2h': 1, '6h': 5, '1d': 5, '3d': 5 };

export const grainOf = (span: BurnWindow): Grain => FINE[span];

/** Where a span that ends at `asOf` begins: on a boundary of its grain, so at most that much earlier than asked. */
export const spanStart = (span: BurnWindow, asOf: number): number => floorTo(asOf, FINE[span]) - burnWindowMs(span);

/** Where a rolling window begins: on the hour. */
export const rollingStart = (lengthMs: number, asOf: number): number => floorTo(asOf, 60) - lengthMs;

/** A range of buckets: `from` inclusive, `to` exclusive, epoch ms. */
export type Range = { grain: Grain; from: number; to: number };

/** The buckets that make up [start, asOf): fine at both ends, hours in between. Each minute once. */
export function rangesOf(start: number, asOf: number): Range[] {
  const ranges: Range[] = [];
  const push = (grain: Grain, from: number, to: number): void => {
    if (to > from) ranges.push({ grain, from, to });
  };
  const firstHour = Math.min(asOf, Math.ceil(start / (60 * MINUTE)) * 60 * MINUTE);
  const lastHour = Math.max(firstHour, floorTo(asOf, 60));
  fine(start, firstHour, push);
  push(60, firstHour, lastHour);
  fine(lastHour, asOf, push);
  return ranges;
}

function fine(from: number, to: number, push: (grain: Grain, from: number, to: number) => void): void {
  const first = Math.min(to, Math.ceil(from / (5 * MINUTE)) * 5 * MINUTE);
  const last = Math.max(first, floorTo(to, 5));
  push(1, from, first);
  push(5, first, last);
  push(1, last, to);
}

/** Spans in the order in which their four sums are stored. */
export const SPANS = [...BURN_WINDOWS, 'window'] as const;
export type Span = (typeof SPANS)[number];

export function unpack(stored: readonly number[]): Sums {
  const at = (i: number): Sum => ({
    total: stored[i * 4] ?? 0,
    bad: stored[i * 4 + 1] ?? 0,
    slices: stored[i * 4 + 2] ?? 0,
    badSlices: stored[i * 4 + 3] ?? 0,
  });
  return { '5m': at(0), '30m': at(1), '1h': at(2), '2h': at(3), '6h': at(4), '1d': at(5), '3d': at(6), window: at(7) };
}

export const EMPTY: readonly number[] = SPANS.flatMap(() => Object.values(NOTHING));

/** Counts come as doubles; in 1024ths their sums and differences are exact, so that a sliding sum never drifts. */
export const exact = (count: number): number => Math.round(count * 1024) / 1024;
