import { normalUpperTail } from '@/lib/judge/math/normal';
import { emptySeries, SLOTS_PER_MINUTE } from '../series';
import { pastOf, SLOWER_BY, SLOWER_SHARES } from './latency';
import { PER_SLOT, type Trace } from './trace';

/** Prometheus' default buckets, in ms. */
const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

const [MEDIAN_MS, SIGMA] = [50, 0.7];
const MINUTES = 60;

/** Chance of each bucket when everything takes `factor` times as long. */
function buckets(factor: number): number[] {
  const above = BOUNDS_MS.map((bound) => normalUpperTail(Math.log(bound / (MEDIAN_MS * factor)) / SIGMA));
  return [1, ...above].map((share, i) => share - (above[i] ?? 0));
}

const HEALTHY = buckets(1);
const SLOW = buckets(SLOWER_BY);

/** A week of it, without chance. */
const PAST = pastOf({ bounds: BOUNDS_MS, counts: HEALTHY.map((share) => Math.round(share * 1e7)) });

export const tailOnly: Trace = {
  name: 'tail only',
  law: `1,200 requests/min each arm; latency log-normal, median ${MEDIAN_MS} ms, σ ${SIGMA} (p95 158, p99 255 ms) in Prometheus' default buckets; a share of the canary's requests takes ${SLOWER_BY} times as long; 60 min`,
  minutes: MINUTES,
  onsetMinute: 0,
  effects: SLOWER_SHARES,
  latency: PAST,
  draw: (random, { size }) => {
    const width = BOUNDS_MS.length + 1;
    const slots = MINUTES * SLOTS_PER_MINUTE;
    const latency = {
      boundsMs: BOUNDS_MS,
      canary: new Float64Array(slots * width),
      baseline: new Float64Array(slots * width),
    };
    const series = emptySeries(slots, 0, latency);
    const canary = HEALTHY.map((share, i) => (1 - size) * share + size * (SLOW[i] as number));
    const tooSlow = BOUNDS_MS.indexOf(PAST.tooSlowMs);
    const fill = (slot: number, into: Float64Array, shares: readonly number[], n: Float64Array, x: Float64Array) => {
      shares.forEach((share, bucket) => {
        const count = random.poisson(PER_SLOT * share);
        into[slot * width + bucket] = count;
        n[slot] = (n[slot] as number) + count;
        if (bucket > tooSlow) x[slot] = (x[slot] as number) + count;
      });
    };
    for (let slot = 0; slot < slots; slot++) {
      fill(slot, latency.canary, canary, series.nc, series.xc);
      fill(slot, latency.baseline, HEALTHY, series.nb, series.xb);
    }
    return series;
  },
};
