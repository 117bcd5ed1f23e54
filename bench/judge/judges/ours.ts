import { chooseEdges } from '@/lib/judge/latency/edges';
import { type Outcome, twoSample } from '@/lib/judge/rate/outcome';
import { timeOf, type Watched, watch } from '../ours/watch';
import type { Latency, Series } from '../series';
import type { Judge, Showing } from './judge';

export const ALPHA = 0.05;
export const R0 = 1;
/** Where latency is judged, by a gate on this quantile; its edges come from the baseline's past. */
const QUANTILE = 0.95;

const COMMON = `lib/judge/rate on 10 s slots: grid mixture, bucket bets, guard, start times; r0 = ${R0}, α = ${ALPHA}; latency: a gate on p95, edges chosen from the baseline's past`;

const shown = new WeakMap<Showing, Watched>();

function watched(showing: Showing): Watched {
  const known = shown.get(showing);
  if (known) return known;
  const { series, trace } = showing;
  const edges = trace.latency ? chooseEdges(trace.latency.history, QUANTILE) : [];
  const outcomes = series.latency ? tails(series, series.latency, edges) : errors(series);
  const found = watch(series.slots, outcomes, { edges: series.latency ? edges.length : 1, r0: R0, alpha: ALPHA });
  shown.set(showing, found);
  return found;
}

const errors =
  ({ nc, xc, nb, xb }: Series) =>
  (slot: number): Outcome[] => [
    twoSample(timeOf(slot), nc[slot] as number, xc[slot] as number, nb[slot] as number, xb[slot] as number),
  ];

/** Requests above each edge in each slot. */
const tails =
  ({ nc, nb }: Series, { boundsMs, canary, baseline }: Latency, edges: readonly number[]) =>
  (slot: number): Outcome[] =>
    edges.map((edge) => {
      const width = boundsMs.length + 1;
      const above = (counts: Float64Array): number => {
        let sum = 0;
        for (let i = boundsMs.indexOf(edge) + 1; i < width; i++) sum += counts[slot * width + i] as number;
        return sum;
      };
      return twoSample(timeOf(slot), nc[slot] as number, above(canary), nb[slot] as number, above(baseline));
    });

/** As the gate uses it. */
export const rampart: Judge = {
  name: 'Rampart',
  settings: `${COMMON}; a look at every slot, as the controller takes`,
  otherwise: 'unknown',
  stop: (showing) => watched(showing).atSlot,
};

/** The same, looking as often as the others. */
export const rampartEachMinute: Judge = {
  name: 'Rampart, each min',
  settings: `${COMMON}; a look each minute`,
  otherwise: 'unknown',
  stop: (showing) => watched(showing).atMinute,
};
