import { byComparison } from './by-comparison';
import { byEvidence, decideFamily, type GateRules, type SequentialLook } from './by-evidence';
import { byRanks } from './by-ranks';
import { boundOf } from './compare';
import { type Early, factsOf, type GateContext, type GateFacts, notYet } from './facts';
import type { GateMemory, GateRecord } from './fold';
import type { GateEvaluation, GateSpec } from './schema';
import { gather } from './sequential/evidence';
import type { Slot } from './slots';

/** What a method makes of one gate at one look. */
export type Judged = Early &
  Pick<GateEvaluation, 'effect' | 'methodWhy' | 'interval' | 'evidence' | 'expected' | 'waiting'> & {
    /** Nothing speaks for harm: an inconclusive gate may let on where its plan says so. */
    isHarmless: boolean;
    record: GateRecord;
  };

export type Watched = readonly (readonly [string, GateSpec])[];

type Look = {
  name: string;
  spec: GateSpec;
  facts: GateFacts;
  context: GateContext;
  early: Early | null;
  /** From when `facts` are counted, epoch ms. */
  since: number;
} & ({ judged: Judged } | { sequential: SequentialLook });

/**
 * Looks once at every watched gate, each by its plan's method. Pure: the same memory, closed slots and time give the same
 * verdicts. Gates judged by evidence share the chance of a false fail, so they are decided on together at the end.
 */
export function evaluateGates(
  watched: Watched,
  memory: GateMemory,
  closed: readonly Slot[],
  contextOf: (name: string) => GateContext,
  rules: GateRules,
  brokenSplit: string | null,
): { gates: GateEvaluation[]; records: Record<string, GateRecord> } {
  const looks = watched.map(([name, spec]) => look(name, spec, memory, closed, contextOf(name)));
  const family = decideFamily(
    looks.filter((each) => 'sequential' in each),
    rules,
  );
  const found = looks.map((each) => ({
    ...each,
    judged: 'judged' in each ? each.judged : byEvidence(each, each.sequential, family),
  }));
  return {
    gates: found.map((each) => withSplit(evaluation(each, each.judged), each.spec, brokenSplit)),
    records: Object.fromEntries(found.map(({ name, judged }) => [name, judged.record])),
  };
}

function look(name: string, spec: GateSpec, memory: GateMemory, closed: readonly Slot[], context: GateContext): Look {
  const before = freshRecord(memory, name, context.resetAt);
  const facts = factsOf(spec, memory, before);
  const early = notYet(spec, facts, memory, context);
  const since = Math.max(memory.since, before.base?.at ?? 0);
  const common = { name, spec, facts, context, early, since };
  if (isPlain(spec)) return { ...common, judged: byComparison(spec, facts, early, memory, before) };
  // Ranks need a second cohort minute by minute: of a past only sums are known, and those are weighed.
  if (spec.method === 'mann-whitney' && facts.baselineKind === 'concurrent')
    return { ...common, judged: byRanks(spec, facts, early, memory, before, closed) };
  const { state, weighed } = gather(spec, memory, before, facts, closed, context);
  return { ...common, sequential: { record: { ...before, judge: state }, state, weighed } };
}

/** A limit of nothing at all leaves nothing to chance, and ranks need two cohorts. */
const isPlain = ({ method, compare, limit }: GateSpec): boolean =>
  method === 'threshold' || (compare === 'limit' && (method === 'mann-whitney' || limit === 0));

function freshRecord(memory: GateMemory, name: string, resetAt: number | null): GateRecord {
  const record = memory.gates[name] ?? { failures: 0, seen: null, base: null };
  if (resetAt === null || record.base?.at === resetAt || resetAt <= memory.since) return record;
  return {
    failures: 0,
    seen: null,
    base: { at: resetAt, canary: memory.canary, baseline: memory.baseline },
  };
}

function evaluation({ name, spec, facts, context, since }: Look, judged: Judged): GateEvaluation {
  const { canary, baseline, baselineKind } = facts;
  const compares = spec.compare === 'baseline';
  return {
    name,
    sli: spec.sli,
    verdict: judged.verdict,
    canary: canary.value,
    baseline: compares ? baseline.value : null,
    effect: judged.effect,
    bound: boundOf(spec, facts.baseline.value),
    samples: { canary: canary.samples, baseline: compares ? baseline.samples : 0 },
    since: new Date(since).toISOString(),
    baselineKind,
    method: spec.method,
    methodWhy: judged.methodWhy ?? null,
    compare: spec.compare,
    interval: judged.interval ?? null,
    evidence: judged.evidence ?? null,
    expected: judged.expected ?? null,
    waiting: judged.waiting ?? null,
    satisfied:
      judged.verdict === 'pass' ||
      (judged.verdict === 'inconclusive' && spec.onInconclusive === 'advance' && judged.isHarmless),
    critical: spec.critical,
    onFail: spec.onFail,
    failures: judged.record.failures,
    failureLimit: spec.failureLimit,
    why: judged.why,
    evaluatedAt: new Date(context.now).toISOString(),
  };
}

/** A broken split is said of every gate; where the gate wants it, what was counted under it is not data. */
function withSplit(gate: GateEvaluation, spec: GateSpec, broken: string | null): GateEvaluation {
  if (broken === null || spec.compare === 'limit') return gate;
  if (spec.onSplitMismatch === 'warn' || gate.verdict === 'fail') return { ...gate, split: broken };
  return { ...gate, split: broken, verdict: 'no_data', satisfied: false, why: `${broken}: the split is broken` };
}
