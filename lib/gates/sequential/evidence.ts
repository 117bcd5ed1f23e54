import { upperRate } from '@/lib/judge/math/upper-rate';
import { overSteps } from '@/lib/judge/mean/over-steps';
import { freshRate } from '@/lib/judge/rate/state';
import type { GateContext, GateFacts } from '../facts';
import type { GateMemory, GateRecord } from '../fold';
import type { GateSpec } from '../schema';
import type { Slot } from '../slots';
import { edgesFor } from './edges';
import { limitRate, tally } from './outcomes';
import { countsRates, enterStep, feed, freshJudge, type JudgeState, judged, rateSpec } from './state';
import { type Weighed, weighRates } from './weigh';
import { weighMeans } from './weigh-means';

/**
 * One gate's statistical evidence at one look: takes in the slots that have closed, weighs them with the open ones, and
 * keeps the largest evidence seen either way. `weighed` is null while a latency gate has no edges to count above.
 */
export function gather(
  spec: GateSpec,
  memory: GateMemory,
  record: GateRecord,
  facts: GateFacts,
  closed: readonly Slot[],
  { resetAt, steps }: Pick<GateContext, 'resetAt' | 'steps'>,
): { state: JudgeState; weighed: Weighed | null } {
  const entered = prepared(spec, memory, record, resetAt);
  const known = entered.edges ?? edgesFor(spec, memory);
  if (known === null) return { state: entered, weighed: null };
  // What was counted before the edges were chosen is left out: it may have helped to choose them.
  const isNew = entered.edges === null;
  const state = isNew ? freshJudge(entered.from, entered.fineFrom, known) : entered;
  const fed = feed(spec, state, isNew ? [] : judged(spec, state.from, memory.marks, closed), limitRate(spec));
  if (countsMeans(spec)) {
    const weighed = weighMeans(spec, fed, memory, record, facts);
    return latched({ ...fed, now: weighed.worse }, { ...weighed, worse: overSteps(fed.ended, weighed.worse, steps) });
  }
  const ready = withRecorded(spec, fed, memory, facts);
  return latched(ready, weighRates(spec, ready, memory, record, facts));
}

/** Means, and rates with an absolute margin, are judged on this hold's sums. */
const countsMeans = (spec: GateSpec): boolean => !countsRates(spec) || spec.maxDifference !== undefined;

function prepared(spec: GateSpec, memory: GateMemory, record: GateRecord, resetAt: number | null): JudgeState {
  const from = Math.max(memory.began, resetAt ?? 0);
  const fineFrom = Math.max(memory.since, from);
  const state = record.judge;
  if (state && state.from === from) return enterStep(state, fineFrom);
  return freshJudge(from, fineFrom, state?.edges ?? edgesFor(spec, memory));
}

const latched = (state: JudgeState, weighed: Weighed | null): { state: JudgeState; weighed: Weighed | null } => ({
  state: weighed
    ? { ...state, worst: Math.max(state.worst, weighed.worse), best: Math.max(state.best, weighed.fine) }
    : state,
  weighed,
});

/**
 * Where no concurrent baseline is left, the canary is held against the rate its past allows: the upper 97.5 % bound of
 * the recorded rate times the tolerated ratio, as if that were a limit.
 */
function withRecorded(spec: GateSpec, state: JudgeState, memory: GateMemory, facts: GateFacts): JudgeState {
  if (facts.baselineKind !== 'recorded' || state.recorded || memory.recorded === null) return state;
  const past = memory.recorded;
  const rates = (state.edges ?? []).map((edge) => {
    const { total, bad } = tally(past, edge);
    return Math.min(1, upperRate(bad, total, 0.975) * rateSpec(spec).r0);
  });
  return { ...state, recorded: { rates, arms: rates.map(() => freshRate(state.fineFrom)) } };
}
