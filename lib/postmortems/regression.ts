import type { GateSpec } from '@/lib/gates/schema';
import type { Series, SeriesPoint } from '@/lib/telemetry/series-schema';

/** What an SLI must not cross, in its own unit. */
export type Limit = { sli: string; value: number; worse: 'above' | 'below' };

/** The line a gate draws: its limit, or its baseline times what it tolerates. Null where the baseline was not measured. */
export function crossing(spec: GateSpec, baseline: number | null, bound: number | null): Limit | null {
  const value = spec.compare === 'limit' ? bound : baseline === null || bound === null ? null : baseline * bound;
  return value === null
    ? null
    : { sli: spec.sli, value, worse: spec.direction === 'higher_is_better' ? 'below' : 'above' };
}

const bad = (value: number, limit: Limit): boolean =>
  limit.worse === 'above' ? value > limit.value : value < limit.value;

/**
 * Start of the first bucket of the run of bad ones that led to detection: walked back from there, one good bucket
 * inside the run is noise. Null when the canary was never seen past the limit. Times in epoch ms.
 */
export function whenBegan(series: Series, limit: Limit, from: number, detected: number): number | null {
  const points = series.canary
    .map(({ at, value }) => ({ at: Date.parse(at), value }))
    .filter(({ at, value }) => value !== null && at + series.bucketMs > from && at < detected);
  let began: number | null = null;
  let good = 0;
  for (const { at, value } of points.toReversed()) {
    if (value !== null && bad(value, limit)) {
      began = at;
      good = 0;
    } else {
      good += 1;
      if (began !== null && good > 1) break;
    }
  }
  // Nobody saw it before it was exposed: a bucket that began earlier holds only what came after.
  return began === null ? null : Math.max(began, from);
}

/** The service as a whole, all versions together, in each bucket that began at `from` (epoch ms) or later. */
export function wholeService(series: Series, from: number): { at: number; value: number }[] {
  const buckets = new Map<number, SeriesPoint[]>();
  for (const point of [...series.canary, ...series.baseline, ...series.others.flatMap(({ points }) => points)]) {
    const at = Date.parse(point.at);
    if (at < from) continue;
    buckets.set(at, [...(buckets.get(at) ?? []), point]);
  }
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, points]) => {
      const value = together(points);
      return value === null ? [] : [{ at, value }];
    });
}

/** Start of the first whole bucket after `confirmed` in which the service as a whole was within the limit again. */
export const whenBack = (series: Series, limit: Limit, confirmed: number): number | null =>
  wholeService(series, confirmed).find(({ value }) => !bad(value, limit))?.at ?? null;

/** All cohorts of a bucket as one, weighted by their requests. */
function together(points: readonly SeriesPoint[]): number | null {
  const valued = points.filter(({ value }) => value !== null);
  const weight = valued.reduce((sum, { requests }) => sum + Math.max(requests, 1), 0);
  if (weight === 0) return null;
  return valued.reduce((sum, { value, requests }) => sum + (value ?? 0) * Math.max(requests, 1), 0) / weight;
}
