import { addOutcome, freshRate, type RateSpec, type RateState, restartPass } from '@/lib/judge/rate/state';
import { durationMs } from '@/lib/shared/duration';
import { DEFAULT_MAX_INCREASE } from '../defaults';
import type { GateSpec } from '../schema';
import type { Slot } from '../slots';
import { outcomeOf, tally } from './outcomes';

/** What the statistical judge keeps of one gate: plain JSON, bounded whatever the length of the release. */
export type JudgeState = {
  /** Evidence of harm is gathered from here: the release's first step, or a fresh look. Epoch ms. */
  from: number;
  /** Evidence of harmlessness is gathered from here: this hold's start, or a fresh look in it. */
  fineFrom: number;
  /** Latency edges in ms, chosen before the canary was looked at; `[null]` for error rates; null until chosen. */
  edges: (number | null)[] | null;
  /** One process per edge, against the concurrent baseline or the limit. */
  arms: RateState[];
  /** Where no baseline is left: processes against the rates its own past allows, from this hold's start. */
  recorded: { rates: number[]; arms: RateState[] } | null;
  /** Canary samples of closed slots that were weighed in this hold: those of an `initialDelay` are not. */
  counted: number;
  /** Means begin again with each hold: their evidence of harm at the end of every earlier one, and now. Natural logs. */
  ended: number[];
  now: number;
  /** The largest natural-log e-values seen: of harm since `from`, of harmlessness since `fineFrom`. */
  worst: number;
  best: number;
};

/** Whether the gate counts bad ones of all (errors, slow requests) rather than compares means. */
export const countsRates = (spec: GateSpec): boolean => spec.sli === 'error_rate' || spec.sli.startsWith('latency_p');

/** The tolerated ratio of rates; arms are swapped where higher is better, so it is never below 1. */
export function rateSpec(spec: GateSpec): RateSpec {
  const increase = spec.maxIncrease ?? DEFAULT_MAX_INCREASE;
  const r0 = spec.direction === 'lower_is_better' ? 1 + increase : 1 / Math.max(1e-6, 1 - increase);
  return { r0: spec.compare === 'limit' ? 1 : r0, alpha: spec.alpha, beta: spec.beta };
}

/** Against the past of a baseline the tolerance is in the rate itself (`p0·r0`). */
export const recordedSpec = (spec: GateSpec): RateSpec => ({ ...rateSpec(spec), r0: 1 });

/** Judging from a moment on: a new release, a fresh look a person asked for, or a memory that is built again. */
export function freshJudge(from: number, fineFrom: number, edges: JudgeState['edges']): JudgeState {
  const arm = restartPass(freshRate(from), fineFrom);
  return {
    from,
    fineFrom,
    edges,
    arms: (edges ?? []).map(() => arm),
    recorded: null,
    counted: 0,
    ended: [],
    now: 0,
    worst: 0,
    best: 0,
  };
}

/** The same judgement without what was counted, which will be counted again; edges and what was latched stay. */
export const emptied = (state: JudgeState): JudgeState => ({
  ...freshJudge(state.from, state.fineFrom, state.edges),
  worst: state.worst,
  best: state.best,
});

/** The state at the start of a hold: what speaks for harm stays, proof of harmlessness starts again. */
export function enterStep(state: JudgeState, since: number): JudgeState {
  if (state.fineFrom >= since) return state;
  const arms = state.arms.map((arm) => restartPass(arm, since));
  const ended = [...state.ended, state.now];
  return { ...state, fineFrom: since, arms, recorded: null, counted: 0, ended, now: 0, best: 0 };
}

/** Slots that this gate judges: after its start, and not in the `initialDelay` of their own hold. */
export function judged(spec: GateSpec, from: number, marks: readonly number[], slots: readonly Slot[]): Slot[] {
  const delay = durationMs(spec.initialDelay);
  const begins = (at: number) => marks.reduce((latest, mark) => (mark <= at ? mark : latest), from);
  return slots.filter(({ at }) => at >= from && at >= begins(at) + delay);
}

/** Takes in slots that will not change any more, in time order. */
export function feed(spec: GateSpec, state: JudgeState, slots: readonly Slot[], limitRate: number | null): JudgeState {
  if (slots.length === 0 || state.edges === null) return state;
  const rates = rateSpec(spec);
  const through = (by: RateSpec, arm: RateState, edge: number | null, rate: number | null, from: number) =>
    slots.reduce((sum, slot) => (slot.at < from ? sum : addOutcome(sum, by, outcomeOf(spec, slot, edge, rate))), arm);
  const { edges, recorded } = state;
  return {
    ...state,
    counted: state.counted + canarySamples(state, slots),
    arms: state.arms.map((arm, i) => through(rates, arm, edges[i] ?? null, limitRate, state.from)),
    recorded: recorded && {
      ...recorded,
      arms: recorded.arms.map((arm, i) =>
        through(recordedSpec(spec), arm, edges[i] ?? null, recorded.rates[i] ?? null, state.fineFrom),
      ),
    },
  };
}

/** Canary samples in slots of this hold, as the gate counts them. */
export const canarySamples = ({ edges, fineFrom }: JudgeState, slots: readonly Slot[]): number =>
  slots.reduce((sum, { at, canary }) => sum + (at < fineFrom ? 0 : tally(canary, edges?.[0] ?? null).total), 0);
