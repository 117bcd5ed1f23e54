import type { Random } from '../random';
import { emptySeries, type Series, SLOTS_PER_MINUTE } from '../series';
import recording from './fixtures/recorded.json';
import { pastOf, SLOWER_BY, SLOWER_SHARES } from './latency';
import { RATIOS, type Trace } from './trace';

/** Requests, errors, and requests per latency bucket of one version in one slot; bench/judge/record.ts wrote them. */
type Arm = { requests: number; errors: number; latency: readonly number[] };
type Slot = readonly [Arm, Arm];

const BOUNDS_MS = recording.boundsMs;
const WIDTH = BOUNDS_MS.length + 1;
const armOf = ([requests = 0, errors = 0, ...latency]: readonly number[]): Arm => ({ requests, errors, latency });
const SLOTS: readonly Slot[] = recording.slots.map(([a = [], b = []]) => [armOf(a), armOf(b)]);

const MINUTES = 60;
/** Pieces of the recording that stay together, so that what lasts for minutes is kept. */
const BLOCK = 5 * SLOTS_PER_MINUTE;

const SOURCE = `${SLOTS.length / SLOTS_PER_MINUTE} min of real requests to the sample fleet's checkout in two equal versions (both arms on one busy machine); 5-minute pieces drawn at random, the arms swapped at random`;

/** An hour pieced together from the recording; the first arm of each slot plays the canary. */
function replayed(random: Random): Slot[] {
  const slots: Slot[] = [];
  while (slots.length < MINUTES * SLOTS_PER_MINUTE) {
    const from = random.below(SLOTS.length);
    const isSwapped = random.uniform() < 0.5;
    for (let i = 0; i < BLOCK; i++) {
      const [a, b] = SLOTS[(from + i) % SLOTS.length] as Slot;
      slots.push(isSwapped ? [b, a] : [a, b]);
    }
  }
  return slots.slice(0, MINUTES * SLOTS_PER_MINUTE);
}

const ALL = SLOTS.flat();
const ERROR_RATE = total(({ errors }) => errors) / total(({ requests }) => requests);

function total(of: (arm: Arm) => number): number {
  return ALL.reduce((sum, arm) => sum + of(arm), 0);
}

/** More errors come by Poisson on top of those recorded, so that the ratio is right on average. */
export const recordedErrors: Trace = {
  name: 'recorded errors',
  law: `${SOURCE}; a worse canary has Poisson errors on top`,
  minutes: MINUTES,
  onsetMinute: 0,
  effects: RATIOS,
  latency: null,
  draw: (random, { size }) => {
    const series = emptySeries(MINUTES * SLOTS_PER_MINUTE);
    replayed(random).forEach(([canary, baseline], slot) => {
      const extra = random.poisson((size - 1) * ERROR_RATE * canary.requests);
      series.nc[slot] = canary.requests;
      series.xc[slot] = Math.min(canary.requests, canary.errors + extra);
      series.nb[slot] = baseline.requests;
      series.xb[slot] = baseline.errors;
    });
    return series;
  },
};

const PAST = pastOf({
  bounds: BOUNDS_MS,
  counts: Array.from({ length: WIDTH }, (_, bucket) => total(({ latency }) => latency[bucket] ?? 0)),
});

/** Where a request of this bucket ends up that takes several times as long: judged by the bucket's upper bound. */
const slowerBucket = (bucket: number): number => {
  const found = BOUNDS_MS.findIndex((bound) => bound >= SLOWER_BY * (BOUNDS_MS[bucket] ?? Number.POSITIVE_INFINITY));
  return found === -1 ? WIDTH - 1 : found;
};

export const recordedLatency: Trace = {
  name: 'recorded latency',
  law: `${SOURCE}; a share of the canary's requests takes ${SLOWER_BY} times as long`,
  minutes: MINUTES,
  onsetMinute: 0,
  effects: SLOWER_SHARES,
  latency: PAST,
  draw: (random, { size }) => {
    const slots = MINUTES * SLOTS_PER_MINUTE;
    const rows = () => new Float64Array(slots * WIDTH);
    const latency = { boundsMs: BOUNDS_MS, canary: rows(), baseline: rows() };
    const series = emptySeries(slots, 0, latency);
    replayed(random).forEach(([canary, baseline], slot) => {
      const at = slot * WIDTH;
      canary.latency.forEach((count, bucket) => {
        const hit = size === 0 ? 0 : Math.min(count, random.poisson(size * count));
        latency.canary[at + bucket] = (latency.canary[at + bucket] as number) + count - hit;
        const slower = at + slowerBucket(bucket);
        latency.canary[slower] = (latency.canary[slower] as number) + hit;
      });
      latency.baseline.set(baseline.latency, at);
      count(series, slot, latency.canary.subarray(at, at + WIDTH), latency.baseline.subarray(at, at + WIDTH));
    });
    return series;
  },
};

function count(series: Series, slot: number, canary: Float64Array, baseline: Float64Array): void {
  const from = BOUNDS_MS.indexOf(PAST.tooSlowMs) + 1;
  const sum = (counts: Float64Array): number => counts.reduce((all, n) => all + n, 0);
  series.nc[slot] = sum(canary);
  series.nb[slot] = sum(baseline);
  series.xc[slot] = sum(canary.subarray(from));
  series.xb[slot] = sum(baseline.subarray(from));
}
