import { overEdges } from '@/lib/judge/latency/over-edges';
import { evaluateRate, type RateEvidence } from '@/lib/judge/rate/evaluate';
import { type Counts, since } from '../counts';
import type { GateFacts } from '../facts';
import type { GateMemory, GateRecord } from '../fold';
import { flooredRate } from '../measure';
import type { GateSpec } from '../schema';
import type { Slot } from '../slots';
import { limitRate, outcomeOf, type Tally, tally } from './outcomes';
import { canarySamples, type JudgeState, judged, rateSpec, recordedSpec } from './state';

/** What the judge makes of one gate at one look. Evidence as natural-log e-values; the effect as a factor. */
export type Weighed = {
  worse: number;
  fine: number;
  effect: number | null;
  /** Always-valid bounds of the effect at level 1 − α; null where none can be given. */
  interval: { lower: number; upper: number | null } | null;
  /** Where the gate counts bad ones of all: how many in this hold, at the edge that decides. */
  tallies: { canary: Tally; baseline: Tally } | null;
  edgeMs: number | null;
  dispersion: RateEvidence['dispersion'] | null;
  /** Whether `minSamples` stand behind the evidence itself: a hold's first samples may lie in its `initialDelay`. */
  isEnough: boolean;
  /** Why there is no evidence yet, in words; null where there may be. */
  waiting: string | null;
};

/** Stands for "no edge" where errors are counted, so that one process is written like many. */
const ERRORS = -1;

/** Weighs rates: errors of requests, or requests above each edge, the e-values averaged over the edges. */
export function weighRates(
  spec: GateSpec,
  state: JudgeState,
  memory: GateMemory,
  record: GateRecord,
  facts: GateFacts,
): Weighed | null {
  const edges = state.edges ?? [];
  if (edges.length === 0) return null;
  const recorded = facts.baselineKind === 'recorded' ? state.recorded : null;
  const from = recorded ? state.fineFrom : state.from;
  const open = judged(spec, from, memory.marks, memory.open);
  const by = recorded ? recordedSpec(spec) : rateSpec(spec);
  const found = edges.flatMap((edge, i) => {
    const rate = recorded ? (recorded.rates[i] ?? null) : limitRate(spec);
    const arm = (recorded ?? state).arms[i];
    return arm ? [{ edge: edge ?? ERRORS, ...evaluateRate(arm, by, outcomes(spec, open, edge, rate)) }] : [];
  });
  const over = overEdges(found);
  if (!over) return null;
  const decisive = found.find(({ edge }) => edge === over.strongest) ?? found[0];
  const edge = decisive?.edge === ERRORS ? null : (decisive?.edge ?? null);
  const tallies = {
    canary: tally(since(memory.canary, record.base?.canary), edge),
    baseline: tally(baselineCounts(memory, record, facts), edge),
  };
  return {
    worse: over.fail,
    fine: recorded ? 0 : over.pass,
    effect: effectOf(spec, tallies),
    interval: recorded ? null : oriented(spec, decisive?.interval ?? null),
    tallies,
    edgeMs: edge,
    dispersion: decisive?.dispersion ?? null,
    isEnough: state.counted + canarySamples(state, open) >= spec.minSamples,
    waiting: null,
  };
}

const outcomes = (spec: GateSpec, slots: readonly Slot[], edge: number | null, rate: number | null) =>
  slots.map((slot) => outcomeOf(spec, slot, edge, rate));

export const baselineCounts = (memory: GateMemory, record: GateRecord, facts: GateFacts): Counts =>
  facts.baselineKind === 'recorded' && memory.recorded
    ? memory.recorded
    : since(memory.baseline, record.base?.baseline);

/** Arms are swapped where higher is better, and with them the bounds of their ratio. */
function oriented(spec: GateSpec, interval: Weighed['interval']): Weighed['interval'] {
  if (!interval || spec.direction === 'lower_is_better') return interval;
  const { lower, upper } = interval;
  return { lower: upper === null ? 0 : 1 / upper, upper: lower > 0 ? 1 / lower : null };
}

/** The ratio of the rates. */
function effectOf(spec: GateSpec, { canary, baseline }: { canary: Tally; baseline: Tally }): number | null {
  if (canary.total === 0) return null;
  const rate = canary.bad / canary.total;
  const allowed = limitRate(spec);
  if (allowed !== null) return allowed > 0 ? rate / allowed : null;
  return baseline.total === 0 ? null : rate / flooredRate(baseline.bad, baseline.total);
}
