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

/** Eight buckets per doubling: fine enough for any gate, coarse enough that one series keeps its grid. */
const FINEST_SCALE = 3;
const MAX_BUCKETS = 512;

/** The edges of the exponential buckets as bounds. Merging 2^k neighbours to a coarser scale is exact. */
export function exponentialBuckets(point: ExponentialPoint, toMs: number): Buckets | null {
  const { positive } = point;
  const scale = Math.min(point.scale, FINEST_SCALE);
  if (!(point.scale >= -10 && point.scale <= 20)) return null;
  const shift = point.scale - scale;
  const fine = positive?.bucketCounts.map(num) ?? [];
  const offset = positive?.offset ?? 0;
  if (!fine.every(countable) || fine.length > 100_000 || Math.abs(offset) > 2 ** 30) return null;
  const firstIndex = offset >> shift;
  const lastIndex = fine.length === 0 ? firstIndex - 1 : (offset + fine.length - 1) >> shift;
  const length = lastIndex - firstIndex + 1;
  if (length > MAX_BUCKETS) return null;
  const merged = new Array<number>(length).fill(0);
  fine.forEach((count, i) => {
    merged[((offset + i) >> shift) - firstIndex] = (merged[((offset + i) >> shift) - firstIndex] ?? 0) + count;
  });
  // Durations are never negative; what a broken clock made negative is with the zeros.
  const low = (point.negative?.bucketCounts ?? []).reduce<number>(
    (sum, count) => sum + num(count),
    num(point.zeroCount),
  );
  const bounds = Array.from({ length: length + 1 }, (_, i) => scaled(2 ** ((firstIndex + i) * 2 ** -scale), toMs));
  if (!rising(bounds) || !countable(low)) return null;
  return { bounds, counts: [low, ...merged, 0], scale, firstIndex };
}
