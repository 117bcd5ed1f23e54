import { durationMs } from '@/lib/shared/duration';
import type { GateMemory, GateRecord } from './fold';
import { since } from './fold';
import { type Measure, measure } from './measure';
import { DEFAULT_MAX_INCREASE, type GateEvaluation, type GateSpec, type Verdict } from './schema';
import { countWords, measureWords, ratioWords, valueWords } from './words';

export type GateContext = {
  now: number;
  /** Time the hold has counted, in ms. */
  elapsedMs: number;
  noDataAfterMs: number;
  /** Whether the release knows what to compare with. */
  hasBaseline: boolean;
  /** When a person last asked for a fresh look at this gate. */
  resetAt: number | null;
};

type Judged = {
  verdict: Verdict;
  why: string;
  effect: number | null;
  bound: number | null;
  failing: boolean;
  enough: boolean;
};

/**
 * One gate at one look, on what has been counted since the hold began. A failing look counts once per new data; more
 * than `failureLimit` of them fail the gate (Argo's reading: the limit is exceeded strictly). Until the statistical judge
 * is wired in, `sequential` and `mann-whitney` are evaluated as a ratio with `minSamples`, and `method` says so.
 */
export function evaluateGate(
  name: string,
  spec: GateSpec,
  memory: GateMemory,
  context: GateContext,
): { evaluation: GateEvaluation; record: GateRecord } {
  const before = freshRecord(memory, name, context.resetAt);
  const canary = measure(since(memory.canary, before.base?.canary), spec.sli);
  const { baseline, kind } = baselineOf(spec, memory, before);
  const judged = judge(spec, canary, baseline, memory, context);
  const isNewLook = memory.newestCanaryAt !== null && memory.newestCanaryAt !== before.lookedAt;
  const failures = before.failures + (judged.failing && isNewLook ? 1 : 0);
  const { verdict, why } = withLimit(judged, failures, spec);
  return {
    record: { ...before, failures, lookedAt: memory.newestCanaryAt },
    evaluation: {
      name,
      sli: spec.sli,
      verdict,
      canary: canary.value,
      baseline: spec.compare === 'baseline' ? baseline.value : null,
      effect: judged.effect,
      bound: judged.bound,
      samples: { canary: canary.samples, baseline: spec.compare === 'baseline' ? baseline.samples : 0 },
      baselineKind: kind,
      method: methodOf(spec),
      satisfied:
        verdict === 'pass' ||
        (verdict === 'inconclusive' && spec.onInconclusive === 'advance' && judged.enough && !judged.failing),
      critical: spec.critical,
      onFail: spec.onFail,
      failures,
      failureLimit: spec.failureLimit,
      why,
      evaluatedAt: new Date(context.now).toISOString(),
    },
  };
}

function freshRecord(memory: GateMemory, name: string, resetAt: number | null): GateRecord {
  const record = memory.gates[name] ?? { failures: 0, lookedAt: null, base: null };
  if (resetAt === null || record.base?.at === resetAt) return record;
  return {
    failures: 0,
    lookedAt: memory.newestCanaryAt,
    base: { at: resetAt, canary: memory.canary, baseline: memory.baseline },
  };
}

/** The concurrent baseline; where too little of it is left, the baseline's own past, marked so. */
function baselineOf(
  spec: GateSpec,
  memory: GateMemory,
  record: GateRecord,
): { baseline: Measure; kind: 'concurrent' | 'recorded' } {
  const concurrent = measure(since(memory.baseline, record.base?.baseline), spec.sli);
  if (concurrent.samples >= spec.minSamples || memory.recorded === null)
    return { baseline: concurrent, kind: 'concurrent' };
  const recorded = measure(memory.recorded, spec.sli);
  return recorded.samples > concurrent.samples
    ? { baseline: recorded, kind: 'recorded' }
    : { baseline: concurrent, kind: 'concurrent' };
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

export const methodOf = (spec: GateSpec): string =>
  spec.compare === 'limit' ? 'limit' : spec.method === 'threshold' ? 'threshold' : 'ratio';

function judge(spec: GateSpec, canary: Measure, baseline: Measure, memory: GateMemory, context: GateContext): Judged {
  const bound = spec.compare === 'limit' ? (spec.limit ?? null) : tolerated(spec);
  const open = (verdict: Verdict, why: string): Judged => ({
    verdict,
    why,
    effect: null,
    bound,
    failing: false,
    enough: false,
  });
  if (spec.compare === 'baseline' && !context.hasBaseline)
    return open('no_data', 'no baseline version to compare with');
  if (memory.newestCanaryAt === null || canary.value === null)
    return open('no_data', `no samples of ${spec.sli} from the canary yet`);
  // Said by the clock, not by age: the sentence must not change while nothing does.
  if (context.now - memory.newestCanaryAt > context.noDataAfterMs)
    return open('no_data', `no canary sample since ${new Date(memory.newestCanaryAt).toISOString().slice(11, 19)} UTC`);
  if (context.elapsedMs < durationMs(spec.initialDelay))
    return open('inconclusive', `not judged before ${spec.initialDelay}`);
  if (canary.samples < spec.minSamples) {
    return open(
      'inconclusive',
      `${countWords(canary.samples)} of ${countWords(spec.minSamples)} canary samples so far`,
    );
  }
  if (spec.compare === 'limit') return againstLimit(spec, canary, canary.value);
  if (baseline.value === null || baseline.samples < spec.minSamples) {
    return open(
      baseline.samples === 0 ? 'no_data' : 'inconclusive',
      `${countWords(baseline.samples)} of ${countWords(spec.minSamples)} baseline samples so far`,
    );
  }
  return againstBaseline(spec, canary, canary.value, baseline, baseline.value);
}

/** What a gate holds the canary against: its limit, or the factor on the baseline. */
export const boundOf = (spec: GateSpec): number => (spec.compare === 'limit' ? (spec.limit ?? 0) : tolerated(spec));

const tolerated = (spec: GateSpec): number => {
  const increase = spec.maxIncrease ?? DEFAULT_MAX_INCREASE;
  return spec.direction === 'lower_is_better' ? 1 + increase : Math.max(0, 1 - increase);
};

const isWorse = (spec: GateSpec, value: number, limit: number): boolean =>
  spec.direction === 'lower_is_better' ? value > limit : value < limit;

function againstLimit(spec: GateSpec, canary: Measure, value: number): Judged {
  const limit = spec.limit ?? 0;
  const failing = isWorse(spec, value, limit);
  return {
    verdict: failing ? 'fail' : 'pass',
    failing,
    enough: true,
    bound: limit,
    effect: limit === 0 ? null : value / limit,
    why: `${measureWords(spec.sli, canary)}, limit ${valueWords(spec.sli, limit)}`,
  };
}

function againstBaseline(spec: GateSpec, canary: Measure, value: number, baseline: Measure, base: number): Judged {
  const bound = tolerated(spec);
  // A baseline without a single error does not make one canary error infinitely worse: it is taken as one in all its
  // requests, the most that was not seen.
  const floor = spec.sli === 'error_rate' && base === 0 ? 1 / baseline.samples : base;
  if (floor === 0) {
    const failing = isWorse(spec, value, 0);
    return {
      verdict: failing ? 'fail' : 'pass',
      failing,
      enough: true,
      bound,
      effect: null,
      why: `${measureWords(spec.sli, canary)} against 0`,
    };
  }
  const effect = value / floor;
  const failing = isWorse(spec, effect, bound);
  return {
    verdict: failing ? 'fail' : 'pass',
    failing,
    enough: true,
    bound,
    effect,
    why: `${ratioWords(effect)} baseline, limit ${ratioWords(bound)}: ${measureWords(spec.sli, canary)} against ${measureWords(spec.sli, baseline)}`,
  };
}

function withLimit(judged: Judged, failures: number, spec: GateSpec): { verdict: Verdict; why: string } {
  if (failures > spec.failureLimit) return { verdict: 'fail', why: judged.why };
  if (judged.verdict !== 'fail') return { verdict: judged.verdict, why: judged.why };
  return { verdict: 'inconclusive', why: `${judged.why}; failing look ${failures} of ${spec.failureLimit} tolerated` };
}
