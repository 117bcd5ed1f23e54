import type { History } from '@/lib/judge/latency/edges';
import type { Random } from '../random';
import { emptySeries, type Series, SLOTS_PER_MINUTE } from '../series';

/** How bad the canary is. `size` 0 is A/A; otherwise what the trace makes of it (factor, share). */
export type Effect = { label: string; size: number };

/** What is known of a latency trace beforehand. */
export type LatencyPast = {
  /** The baseline's own past, from which edges and limits are chosen. */
  history: History;
  /** The bound nearest to its p99: where a judge wants a plain rate, requests above it are bad. */
  tooSlowMs: number;
};

export type Trace = {
  name: string;
  /** The law it is drawn from, in words, with every parameter. */
  law: string;
  minutes: number;
  /** Healthy minutes before the canary becomes worse. */
  onsetMinute: number;
  /** The first is always A/A. */
  effects: readonly Effect[];
  /** Null where errors are counted. */
  latency: LatencyPast | null;
  draw(random: Random, effect: Effect): Series;
};

/** Errors of the baseline: one request in 200. */
export const BASE_RATE = 0.005;
/** Requests of one arm in one slot: 1,200 a minute. */
export const PER_SLOT = 1_200 / SLOTS_PER_MINUTE;

export const RATIOS: readonly Effect[] = [
  { label: 'A/A', size: 1 },
  { label: '×1.25', size: 1.25 },
  { label: '×1.5', size: 1.5 },
  { label: '×2', size: 2 },
  { label: '×5', size: 5 },
];

/** What one slot is drawn with: expected requests of each arm and the error rate both share. */
export type Weather = {
  canary: number;
  baseline: number;
  rate: number;
  /** Arms that report nothing. */
  gap?: { canary: boolean; baseline: boolean };
  /** How many times as many errors an arm has by itself, whatever the release does. */
  sick?: { canary: number; baseline: number };
};

type Drawn = {
  name: string;
  law: string;
  minutes?: number;
  onsetMinute?: number;
  /** Mean size of a burst of errors, geometric; 1: every error comes alone. */
  burst?: number;
  /** Called once per run; gives the weather of each slot in turn. */
  weather(random: Random): (slot: number) => Weather;
};

/** Bad ones: their number is Poisson, or Poisson bursts of geometric size, all of a burst in one slot. */
function badOnes(random: Random, mean: number, burst: number): number {
  if (burst === 1) return random.poisson(mean);
  let sum = 0;
  for (let left = random.poisson(mean / burst); left > 0; left--) sum += random.geometric(burst);
  return sum;
}

/** A trace of error counts: requests are Poisson, errors thin them (or come in bursts), the canary's by the ratio more. */
export function errorTrace({ name, law, minutes = 60, onsetMinute = 0, burst = 1, weather }: Drawn): Trace {
  const slots = minutes * SLOTS_PER_MINUTE;
  const onset = onsetMinute * SLOTS_PER_MINUTE;
  return {
    name,
    law,
    minutes,
    onsetMinute,
    effects: RATIOS,
    latency: null,
    draw: (random, { size }) => {
      const series = emptySeries(slots, onset);
      const at = weather(random);
      for (let slot = 0; slot < slots; slot++) {
        const { canary, baseline, rate, gap, sick } = at(slot);
        const nc = random.poisson(canary);
        const nb = random.poisson(baseline);
        const xc = Math.min(nc, badOnes(random, nc * rate * (sick?.canary ?? 1) * (slot >= onset ? size : 1), burst));
        const xb = Math.min(nb, badOnes(random, nb * rate * (sick?.baseline ?? 1), burst));
        if (!gap?.canary) [series.nc[slot], series.xc[slot]] = [nc, xc];
        if (!gap?.baseline) [series.nb[slot], series.xb[slot]] = [nb, xb];
      }
      return series;
    },
  };
}

/** On and off by itself: minutes it lasts and minutes between, on average (geometric). Begins off. */
export function spells(random: Random, lasting: number, between: number): () => boolean {
  let isOn = false;
  return () => {
    const now = isOn;
    if (random.uniform() < 1 / ((isOn ? lasting : between) * SLOTS_PER_MINUTE)) isOn = !isOn;
    return now;
  };
}

/** A stationary AR(1) of mean 0, by slot; `keep` is what is left of a deviation after a minute. */
export function wandering(random: Random, keep: number, deviation: number): () => number {
  const perSlot = keep ** (1 / SLOTS_PER_MINUTE);
  const shock = deviation * Math.sqrt(1 - perSlot * perSlot);
  let value = deviation * random.normal();
  return () => {
    const now = value;
    value = perSlot * value + shock * random.normal();
    return now;
  };
}
