import { durationMs } from '@/lib/shared/duration';
import { since } from './counts';
import type { GateMemory, GateRecord } from './fold';
import { type Measure, measure } from './measure';
import type { GateSpec, Verdict } from './schema';
import { countWords } from './words';

export type GateContext = {
  now: number;
  /** Time the hold has counted, in ms. */
  elapsedMs: number;
  noDataAfterMs: number;
  /** Whether the release knows what to compare with. */
  hasBaseline: boolean;
  /** Steps of the plan: the chance of a false fail of what begins again with each is spread over them. */
  steps: number;
  /** When a person last asked for a fresh look at this gate. */
  resetAt: number | null;
};

/** What was counted of one gate's SLI since the hold or the fresh look began. */
export type GateFacts = { canary: Measure; baseline: Measure; baselineKind: 'concurrent' | 'recorded' };

/** A verdict that is given before anything is weighed. */
export type Early = { verdict: Verdict; why: string };

/** The concurrent baseline; where too little of it is left, the baseline's own past, marked so. */
export function factsOf(spec: GateSpec, memory: GateMemory, record: GateRecord): GateFacts {
  const canary = measure(since(memory.canary, record.base?.canary), spec.sli);
  const concurrent = measure(since(memory.baseline, record.base?.baseline), spec.sli);
  if (spec.compare === 'limit' || concurrent.samples >= spec.minSamples || memory.recorded === null)
    return { canary, baseline: concurrent, baselineKind: 'concurrent' };
  const recorded = measure(memory.recorded, spec.sli);
  return recorded.samples > concurrent.samples
    ? { canary, baseline: recorded, baselineKind: 'recorded' }
    : { canary, baseline: concurrent, baselineKind: 'concurrent' };
}

/** Whether the recorded baseline should be read: a gate compares, and the concurrent one is thin. */
export function wantsRecorded(specs: GateSpec[], memory: GateMemory): boolean {
  if (memory.recorded !== null) return false;
  return specs.some(
    (spec) =>
      spec.compare === 'baseline' &&
      measure(memory.canary, spec.sli).samples >= spec.minSamples &&
      measure(memory.baseline, spec.sli).samples < spec.minSamples,
  );
}

/** Why a gate cannot be judged yet: nothing to compare with, no or old data, too early, too few. Null where it can. */
export function notYet(spec: GateSpec, facts: GateFacts, memory: GateMemory, context: GateContext): Early | null {
  const { canary, baseline } = facts;
  if (spec.compare === 'baseline' && !context.hasBaseline)
    return { verdict: 'no_data', why: 'no baseline version to compare with' };
  if (memory.newestCanaryAt === null || canary.value === null)
    return { verdict: 'no_data', why: 'no samples from the canary yet' };
  const age = context.now - memory.newestCanaryAt;
  if (age > context.noDataAfterMs)
    return { verdict: 'no_data', why: `newest canary sample is ${countWords(age / 1000)} s old` };
  if (context.elapsedMs < durationMs(spec.initialDelay))
    return { verdict: 'inconclusive', why: `not judged before ${spec.initialDelay}` };
  if (canary.samples < spec.minSamples) return tooFew(canary, spec.minSamples, 'canary');
  if (spec.compare === 'baseline' && (baseline.value === null || baseline.samples < spec.minSamples))
    return tooFew(baseline, spec.minSamples, 'baseline');
  return null;
}

const tooFew = ({ samples }: Measure, wanted: number, cohort: string): Early => ({
  verdict: samples === 0 ? 'no_data' : 'inconclusive',
  why: `${countWords(samples)} of ${countWords(wanted)} ${cohort} samples so far`,
});
