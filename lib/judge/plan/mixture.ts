import { EARLY_DEFLATION, earlySpread } from '../rate/guard';
import { LOG_START_WEIGHTS, startAfter } from '../rate/starts';
import { GRID, STAKES } from '../rate/sums';
import { SLOT_MS } from '../slot';
import { SLOT_SIZE } from './slot-moments';

/** Which parts of the judge run: the published decision times are those of the bare grid mixture. */
export type Running = { starts: boolean; bets: boolean };

/** The middle one of every three sizes: their mean tells the same evidence to a few hundredths, in a third of the time. */
const SIZES = GRID.filter((_, j) => j % 3 === 1);

/** Coefficients of (up, down) at each grid point for a null chance θ: what one event adds to the log-likelihood ratio. */
export type Coefficients = { up: Float64Array; down: Float64Array };

export function coefficientsAt(theta: number): Coefficients {
  const down = SIZES.map((l) => -Math.log(1 + theta * Math.expm1(l)));
  return { up: SIZES.map((l, j) => l + (down[j] as number)), down };
}

/** Until the guard is ready: how many buckets with events there are by now. Null when it is. */
export type Early = { buckets: number } | null;

/** Log evidence, and its gradient in the sums: the mean of the components' coefficients under their posterior. */
export type Tangent = { log: number; gradient: Float64Array };

/**
 * Writes the sums (up, down, bets…) over the last `slots` slots into `out`; `careful` ones without the strongest buckets, as
 * the request-level evidence counts them until the guard is ready.
 */
export type Seen = (slots: number, out: Float64Array, careful: boolean) => void;

/** ln(e^a + e^b) of two tangents: their gradients weighted by what each contributes. */
function joined(a: Tangent, b: Tangent, shift: number): Tangent {
  const top = Math.max(a.log, b.log);
  const [wa, wb] = [Math.exp(a.log - top), Math.exp(b.log - top)];
  return {
    log: top + Math.log(wa + wb) - shift,
    gradient: a.gradient.map((value, i) => (wa * value + wb * (b.gradient[i] as number)) / (wa + wb)),
  };
}

const scaled = ({ log, gradient }: Tangent, by: number): Tangent => ({
  log: log * by,
  gradient: gradient.map((value) => value * by),
});

/**
 * The judge's log e-value after `slots` slots, with everything that is mixed: sizes of effect, stakes, starts (one that has
 * not begun counts as E = 1) and the two kinds of evidence.
 */
export function evidenceAt(
  slots: number,
  seen: Seen,
  coefficients: Coefficients,
  running: Running,
  early: Early,
): Tangent {
  const starts = running.starts ? LOG_START_WEIGHTS : [0];
  const full = requestsAt(slots, starts, (since, out) => seen(since, out, false), coefficients);
  if (!running.bets) return full;
  const bets = betsAt(slots, starts, (since, out) => seen(since, out, false));
  if (early === null || full.log <= 0) return joined(full, bets, Math.LN2);
  const without = requestsAt(slots, starts, (since, out) => seen(since, out, true), coefficients);
  const deflated = scaled(full, 1 / Math.min(EARLY_DEFLATION, earlySpread(1, early.buckets) ?? EARLY_DEFLATION));
  return joined(without.log > deflated.log ? without : deflated, bets, Math.LN2);
}

type Sums = (slots: number, out: Float64Array) => void;

function requestsAt(slots: number, starts: readonly number[], seen: Sums, { up, down }: Coefficients): Tangent {
  return mixed(slots, starts, seen, {
    count: SIZES.length,
    log: (sums, j) => (up[j] as number) * (sums[0] as number) + (down[j] as number) * (sums[1] as number),
    addTo: (gradient, j, weight) => {
      gradient[0] = (gradient[0] as number) + weight * (up[j] as number);
      gradient[1] = (gradient[1] as number) + weight * (down[j] as number);
    },
  });
}

function betsAt(slots: number, starts: readonly number[], seen: Sums): Tangent {
  return mixed(slots, starts, seen, {
    count: STAKES.length,
    log: (sums, c) => sums[2 + c] as number,
    addTo: (gradient, c, weight) => {
      gradient[2 + c] = (gradient[2 + c] as number) + weight;
    },
  });
}

/** Equally weighted components: how many, the log of each, and what its weight adds to the gradient. */
type Components = {
  count: number;
  log: (sums: Float64Array, i: number) => number;
  addTo: (gradient: Float64Array, i: number, weight: number) => void;
};

/** Log-sum-exp over starts and components, with its gradient. */
function mixed(slots: number, starts: readonly number[], seen: Sums, { count, log, addTo }: Components): Tangent {
  const sums = new Float64Array(SLOT_SIZE);
  const logs = new Float64Array(starts.length * count).fill(Number.NEGATIVE_INFINITY);
  let idle = 0;
  let top = Number.NEGATIVE_INFINITY;
  starts.forEach((weight, k) => {
    const since = slots - startAfter(k) / SLOT_MS;
    if (since <= 0) {
      idle += Math.exp(weight);
      return;
    }
    seen(since, sums);
    for (let i = 0; i < count; i++) {
      const each = weight - Math.log(count) + log(sums, i);
      logs[k * count + i] = each;
      if (each > top) top = each;
    }
  });
  const gradient = new Float64Array(SLOT_SIZE);
  let total = idle * Math.exp(-top);
  for (let at = 0; at < logs.length; at++) {
    const below = (logs[at] as number) - top;
    if (below < -40) continue;
    total += Math.exp(below);
    addTo(gradient, at % count, Math.exp(below));
  }
  return { log: top + Math.log(total), gradient: gradient.map((value) => value / total) };
}
