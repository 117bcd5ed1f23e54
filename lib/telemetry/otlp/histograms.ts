import { type ExponentialPoint, type HistogramPoint, num } from './wire';

/**
 * A histogram point on its way in: counts per bucket, the last one over every bound, which are in milliseconds. Where
 * `scale` is set it was exponential: the first count holds zeros, and the second bucket has the index `firstIndex`.
 */
export type Buckets = { bounds: number[]; counts: number[]; scale: number | null; firstIndex: number | null };

/** 0.07 s is 70 ms, not 70.00000000000001: the same bound must be the same number wherever it comes from. */
const scaled = (bound: number, factor: number): number => Number((bound * factor).toPrecision(12));

const rising = (bounds: readonly number[]): boolean =>
  bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > (bounds[i - 1] ?? 0)));

const countable = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;

/** Null where the point contradicts itself. A histogram without buckets has no latency: empty lists. */
export function explicitBuckets(point: HistogramPoint, toMs: number): Buckets | null {
  const counts = point.bucketCounts.map(num);
  const bounds = point.explicitBounds.map((bound) => scaled(bound, toMs));
  if (counts.length === 0) return { bounds: [], counts: [], scale: null, firstIndex: null };
  if (counts.length !== bounds.length + 1 || bounds.length > 200 || !rising(bounds) || !counts.every(countable))
    return null;
  return { bounds, counts, scale: null, firstIndex: null };
}

/**
 * Exponential histograms are brought to one grid, four buckets per doubling from 1 ms to 2 minutes, so that every point of
 * every instance has the same bounds and can be compared. Merging 2^k neighbours to a coarser scale is exact, and so is
 * counting what lies outside in the outer buckets. A point that is coarser already keeps its scale.
 */
const SCALE = 2;
const DOUBLINGS = 17;

type Grid = { firstIndex: number; bounds: number[] };
const grids = new Map<string, Grid>();

function gridOf(scale: number, toMs: number): Grid {
  const key = `${scale} ${toMs}`;
  const known = grids.get(key);
  if (known) return known;
  const perDoubling = 2 ** scale;
  // In seconds the grid begins at 2^-10 s, in milliseconds at 1 ms.
  const firstIndex = toMs === 1 ? 0 : Math.floor(-10 * perDoubling);
  const length = Math.ceil(DOUBLINGS * perDoubling);
  const bounds = Array.from({ length: length + 1 }, (_, i) => scaled(2 ** ((firstIndex + i) / perDoubling), toMs));
  const grid = { firstIndex, bounds };
  grids.set(key, grid);
  return grid;
}

/** The edges of the exponential buckets as bounds. Null where the point contradicts itself. */
export function exponentialBuckets(point: ExponentialPoint, toMs: number): Buckets | null {
  const fine = point.positive?.bucketCounts.map(num) ?? [];
  const offset = point.positive?.offset ?? 0;
  if (!(point.scale >= -4 && point.scale <= 20)) return null;
  if (!fine.every(countable) || fine.length > 10_000 || Math.abs(offset) > 2 ** 30) return null;
  const scale = Math.min(point.scale, SCALE);
  const { firstIndex, bounds } = gridOf(scale, toMs);
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const [i, count] of fine.entries()) {
    const place = ((offset + i) >> (point.scale - scale)) - firstIndex + 1;
    const cell = Math.min(bounds.length, Math.max(0, place));
    counts[cell] = (counts[cell] ?? 0) + count;
  }
  // Durations are never negative; what a broken clock made negative is with the zeros.
  const negative = (point.negative?.bucketCounts ?? []).reduce<number>((sum, count) => sum + num(count), 0);
  counts[0] = (counts[0] ?? 0) + num(point.zeroCount) + negative;
  return counts.every(countable) ? { bounds, counts, scale, firstIndex } : null;
}
