import { addToBand, BAND_SIZE } from './band';
import { isOverdispersed, READY_BUCKETS } from './guard';
import { isInformative, type Outcome, thetaAt } from './outcome';
import { segmentOf } from './starts';
import { addLook, type Look, SUMS_SIZE } from './sums';
import { addTotals, dispersion, noTotals, type Totals } from './totals';

/** What is declared before the first outcome is seen. Must stay the same for the life of a state. */
export type RateSpec = {
  /** Ratio of canary over baseline that is tolerated: 1 + maxIncrease. */
  r0: number;
  /** Chance of a false fail over all looks. */
  alpha: number;
  /** Chance of a false pass over all looks. */
  beta: number;
};

/** Everything a judge must remember of the outcomes folded so far; plain JSON. See `packRate` for the stored form. */
export type RateState = {
  /** Epoch milliseconds of start 0 of the fail side. */
  origin: number;
  /** The pass side counts outcomes from here on. */
  passSince: number;
  totals: Totals;
  /** Dispersion seen: the request-level process is out for good. */
  guarded: boolean;
  /** The outcomes themselves until the guard is ready, then empty and folded into `segments` and `pass`. */
  early: Outcome[];
  /** Sums (`SUMS_SIZE` numbers) per segment between two starts. */
  segments: number[][];
  /** Sums of the pass side since `passSince`. */
  pass: number[];
  /** Log-likelihood of the whole release at the nodes of the band. */
  band: number[];
};

const zeros = (size: number): number[] => new Array<number>(size).fill(0);

/** A judge that has seen nothing. `origin`: epoch milliseconds at which the canary first took traffic. */
export const freshRate = (origin: number): RateState => ({
  origin,
  passSince: origin,
  totals: noTotals,
  guarded: false,
  early: [],
  segments: [],
  pass: zeros(SUMS_SIZE),
  band: zeros(BAND_SIZE),
});

/** The outcome as the fail side sees it. */
export const failLook = ({ share, worse, other }: Outcome, r0: number): Look => ({
  up: worse,
  total: worse + other,
  theta: thetaAt(share, r0),
});

/** The outcome as the pass side sees it: the same process with the arms exchanged. */
export const passLook = ({ share, worse, other }: Outcome, r0: number): Look => ({
  up: other,
  total: worse + other,
  theta: thetaAt(1 - share, 1 / r0),
});

function withLook(sums: readonly number[], look: Look): number[] {
  const next = new Float64Array(sums);
  addLook(next, 0, look);
  return Array.from(next);
}

/** Folds an outcome into its segment and, if it is recent enough, into the pass side. */
function fold(state: RateState, { r0 }: RateSpec, outcome: Outcome): RateState {
  const at = segmentOf(state.origin, outcome.at);
  const segments = [...state.segments];
  while (segments.length <= at) segments.push(zeros(SUMS_SIZE));
  segments[at] = withLook(segments[at] as number[], failLook(outcome, r0));
  const pass = outcome.at >= state.passSince ? withLook(state.pass, passLook(outcome, r0)) : state.pass;
  return { ...state, segments, pass };
}

/**
 * The state with one closed slot more (pure). Slots may come late and in any order: an outcome goes to the segment of
 * its own time. Slots without events or with one arm only change nothing.
 */
export function addOutcome(state: RateState, spec: RateSpec, outcome: Outcome): RateState {
  if (!isInformative(outcome)) return state;
  const totals = addTotals(state.totals, outcome);
  const next = {
    ...state,
    totals,
    band: addToBand(state.band, failLook(outcome, spec.r0)),
    guarded: state.guarded || isOverdispersed(dispersion(totals), totals.buckets),
  };
  if (totals.buckets < READY_BUCKETS) return { ...next, early: [...state.early, outcome] };
  return [...state.early, outcome].reduce<RateState>((folded, each) => fold(folded, spec, each), {
    ...next,
    early: [],
  });
}

/**
 * Starts the pass side anew at `since` (epoch milliseconds): a step's proof is made of the step's own slots. To be
 * called when the step begins, before slots that start later are folded.
 */
export const restartPass = (state: RateState, since: number): RateState => ({
  ...state,
  passSince: since,
  pass: zeros(SUMS_SIZE),
});
