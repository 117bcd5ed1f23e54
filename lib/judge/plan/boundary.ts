import { leftOutAt } from '../rate/early';
import { READY_BUCKETS } from '../rate/guard';
import { STAKES } from '../rate/sums';
import { OUT_OF_REACH } from './crossing';
import { type Coefficients, coefficientsAt, evidenceAt, type Running, type Seen } from './mixture';
import { SLOT_SIZE, type SlotMoments, slotMoments, towards, varianceOf } from './slot-moments';
import { strongestOf } from './strongest';

/** One side of the judge in the traffic that is expected: events of its own kind and others per slot, chance θ under its null. */
export type Side = {
  slot: SlotMoments;
  coefficients: Coefficients;
  running: Running;
  /** How many buckets do not count until the guard is ready, and what they are expected to hold. */
  leftOut: number;
  strongest: (slots: number) => { up: number; down: number };
  /** Most that a slot can add to each bet: all of its events of the side's own kind. */
  most: readonly number[];
  /** Slots after which the guard has seen enough buckets with events, most likely. */
  readyAt: number;
};

export const sideOf = (up: number, down: number, theta: number, running: Running): Side => {
  const slot = slotMoments(up, down, theta);
  const leftOut = leftOutAt(theta);
  const most = STAKES.map((stake) => Math.log(1 + stake * (1 / theta - 1)));
  return {
    slot,
    coefficients: coefficientsAt(theta),
    running,
    strongest: strongestOf(slot, theta, leftOut),
    leftOut,
    most,
    readyAt: Math.floor(READY_BUCKETS / slot.informative),
  };
};

/** Where the evidence just suffices: the deviation of all sums from their mean, and its distance. */
export type Edge = { distance: number; deviation: Float64Array };

/** What a deviation of nothing is: where the search begins. */
export const ON_THE_MEAN: Float64Array = new Float64Array(SLOT_SIZE);

/**
 * How far from their mean the sums over `slots` slots must be for the log evidence to reach `need`, in standard deviations
 * of one slot: positive where luck is needed, negative where the mean is past it.
 *
 * Mixtures are log-sum-exps, and ln Σ w e^v = (mean of v under the posterior) − KL(posterior ‖ prior). The first part is a
 * walk that grows by the Kullback–Leibler divergence per bad request; the second is the price of not knowing the size of
 * the effect, the start or the kind of evidence. The likeliest point at which the sum reaches `need` lies where the
 * evidence pulls: the deviation is a multiple of covariance × gradient, found by fixed-point steps from `from`.
 */
export function edgeAt(side: Side, slots: number, need: number, from: Float64Array): Edge {
  const { slot, coefficients, running, readyAt } = side;
  const early = slots >= readyAt ? null : { buckets: slots * slot.informative };
  let deviation = from;
  let distance = Number.POSITIVE_INFINITY;
  let short = 0;
  for (let i = 0; i < 12; i++) {
    const { log, gradient } = evidenceAt(slots, seenBy(side, slots, deviation), coefficients, running, early);
    short = need - log;
    const variance = varianceOf(slot, gradient);
    if (!(variance > 1e-300)) return outOfReach(slots);
    const along = gradient.reduce((sum, weight, j) => sum + weight * (deviation[j] as number), 0);
    const push = (along + short) / variance;
    const before = distance;
    distance = push * Math.sqrt(variance);
    if (Math.abs(distance - before) < 5e-3 * Math.sqrt(slots)) break;
    if (distance > OUT_OF_REACH * Math.sqrt(slots)) return outOfReach(slots);
    deviation = towards(slot, gradient).map((pull) => push * pull);
  }
  return short > 0.1 ? outOfReach(slots) : { distance, deviation };
}

const outOfReach = (slots: number): Edge => ({ distance: OUT_OF_REACH * Math.sqrt(slots), deviation: ON_THE_MEAN });

/** The sums when all have gone off their mean by `deviation`, as far as counts can: none is negative, no bet wins more than all. */
function seenBy({ slot, strongest, leftOut, most }: Side, slots: number, deviation: Float64Array): Seen {
  return (since, out, careful) => {
    const part = since / slots;
    for (let i = 0; i < SLOT_SIZE; i++) out[i] = since * (slot.mean[i] as number) + part * (deviation[i] as number);
    for (let c = 0; c < STAKES.length; c++) out[2 + c] = Math.min(out[2 + c] as number, since * (most[c] as number));
    if (careful) {
      // The luck of the strongest buckets is left out with them.
      const lost = Math.min(1, leftOut / (since * slot.informative));
      const left = strongest(since);
      out[0] = (out[0] as number) - lost * part * (deviation[0] as number) - left.up;
      out[1] = (out[1] as number) - lost * part * (deviation[1] as number) - left.down;
    }
    out[0] = Math.max(0, out[0] as number);
    out[1] = Math.max(0, out[1] as number);
  };
}
