import { secondsToDecision } from '@/lib/judge/expect';
import { decideMany, type Failing } from '@/lib/judge/many/decide-many';
import { thetaAt } from '@/lib/judge/rate/outcome';
import { SLOT_MS } from '@/lib/judge/slot';
import { boundOf } from './compare';
import type { Judged } from './decide';
import { effectWords, evidenceClause } from './explain';
import type { Early, GateContext, GateFacts } from './facts';
import type { GateRecord } from './fold';
import type { GateEvaluation, GateEvidence, GateSpec, Verdict } from './schema';
import { limitRate } from './sequential/outcomes';
import { type JudgeState, rateSpec } from './sequential/state';
import type { Weighed } from './sequential/weigh';

/** The plan's rules that bind its gates together. */
export type GateRules = {
  /** Gates of the plan that are judged by evidence, watched in this step or not: they share the chance of error. */
  sequential: number;
  /** How many must fail together before the plan rolls back, and the effect from which one is enough. */
  failingGates: number;
  severeEffect: number | null;
};

export type SequentialLook = { record: GateRecord; state: JudgeState; weighed: Weighed | null };

type Facts = { name: string; spec: GateSpec; facts: GateFacts; context: GateContext; early: Early | null };

/** What fails by evidence, and the chance of a false fail that the other gates may each still take. */
export type Family = { failing: Map<string, Failing['by']>; alphaOf: (spec: GateSpec) => number };

/**
 * Decides on all gates of a release that are judged by evidence. Those the step does not watch count as if nothing spoke
 * against them: the family is the plan's, fixed beforehand. Only a gate that may be judged yet can fail.
 */
export function decideFamily(looks: readonly (Facts & { sequential: SequentialLook })[], rules: GateRules): Family {
  const watched = looks.map(({ name, spec, early, sequential }) => ({
    name,
    alpha: spec.alpha,
    logP: early && early.verdict !== 'no_data' ? 0 : -Math.max(0, sequential.state.worst),
    lower: timesWorse(spec, sequential.weighed),
    joins: !spec.critical && spec.onFail === 'rollback',
  }));
  const rest = Array.from({ length: Math.max(0, rules.sequential - watched.length) }, (_, i) => ({
    name: `\u0000${i}`,
    alpha: 0.05,
    logP: 0,
  }));
  const { failing } = decideMany([...watched, ...rest], rules);
  const left = Math.max(1, watched.length + rest.length - failing.length);
  return { failing: new Map(failing.map(({ name, by }) => [name, by])), alphaOf: (spec) => spec.alpha / left };
}

/** At least how many times worse the canary is, where that is known. */
function timesWorse(spec: GateSpec, weighed: Weighed | null): number | null {
  const interval = weighed?.interval;
  if (!interval) return null;
  if (spec.direction === 'lower_is_better') return interval.lower;
  return interval.upper === null || interval.upper <= 0 ? null : 1 / interval.upper;
}

/** The verdict of one gate, after the family was decided on. A fail stays; what is missing or too early comes next. */
export function byEvidence(look: Facts, { record, state, weighed }: SequentialLook, family: Family): Judged {
  const { spec, facts, early } = look;
  const by = family.failing.get(look.name);
  const alpha = by === undefined ? family.alphaOf(spec) : spec.alpha;
  const evidence = weighed && evidenceOf(spec, state, weighed, alpha);
  const common = {
    effect: weighed?.effect ?? null,
    interval: weighed && evidence ? provenBounds(spec, weighed, evidence) : null,
    evidence,
    methodWhy: `${spec.method === 'mann-whitney' ? 'no second cohort to rank against, so ' : ''}${methodWords(weighed, by)}`,
    isHarmless: early === null && weighed !== null && weighed.isEnough && weighed.worse <= 0,
    record,
  };
  const say = (verdict: Verdict): Judged => {
    const expected = verdict === 'inconclusive' && weighed && evidence ? expectedOf(look, weighed, evidence) : null;
    const seen = weighed ? effectWords(spec, facts, weighed, boundOf(spec, facts.baseline.value)) : '';
    const clause = evidence ? evidenceClause(verdict, evidence, expected) : '';
    return {
      ...common,
      verdict,
      expected,
      waiting: weighed?.waiting ?? null,
      why: [seen, weighed?.waiting ?? clause].filter(Boolean).join('; '),
    };
  };
  if (by !== undefined) return say('fail');
  if (early) return { ...common, ...early, waiting: early.why };
  if (!weighed) return { ...common, verdict: 'no_data', why: `no latency histograms with a common bound yet` };
  const isProven = facts.baselineKind === 'concurrent' && state.best >= Math.log(1 / spec.beta);
  return say(isProven ? 'pass' : 'inconclusive');
}

/**
 * The bounds of the effect, with what the evidence itself rules out: the band is drawn with more caution than the verdict
 * takes, and must not seem to doubt it. A ratio of rates that is proven beyond the margin lies beyond the margin.
 */
function provenBounds(spec: GateSpec, weighed: Weighed, evidence: GateEvidence): Weighed['interval'] {
  const { interval, tallies } = weighed;
  if (!interval || !tallies || spec.maxDifference !== undefined) return interval;
  const { r0 } = rateSpec(spec);
  const lowerIsBetter = spec.direction === 'lower_is_better';
  const margin = lowerIsBetter ? r0 : 1 / r0;
  const isAbove = lowerIsBetter ? evidence.logWorse >= evidence.needWorse : evidence.logFine >= evidence.needFine;
  const isBelow = lowerIsBetter ? evidence.logFine >= evidence.needFine : evidence.logWorse >= evidence.needWorse;
  const { lower, upper } = interval;
  if (isAbove && (upper === null || upper >= margin)) return { lower: Math.max(lower, margin), upper };
  if (isBelow && lower <= margin) return { lower, upper: Math.min(upper ?? margin, margin) };
  return interval;
}

function evidenceOf(spec: GateSpec, state: JudgeState, weighed: Weighed, alpha: number): GateEvidence {
  const needWorse = Math.log(1 / alpha);
  const needFine = Math.log(1 / spec.beta);
  const share = (log: number, need: number): number => Math.min(1, Math.max(0, log / need));
  return {
    worse: share(Math.max(weighed.worse, state.worst >= needWorse ? needWorse : 0), needWorse),
    fine: share(Math.max(weighed.fine, state.best >= needFine ? needFine : 0), needFine),
    logWorse: weighed.worse,
    logFine: weighed.fine,
    needWorse,
    needFine,
    alpha,
    spent: Math.min(1, Math.exp(-state.worst)),
    dispersion: weighed.dispersion?.phi ?? null,
    edgeMs: weighed.edgeMs,
  };
}

function methodWords(weighed: Weighed | null, by: Failing['by'] | undefined): string {
  const many =
    by === 'jointly' ? ', failing together with another gate' : by === 'severe' ? ', so severe that one is enough' : '';
  if (!weighed?.tallies) return `by means, always valid from a burn-in on${many}`;
  const edge = weighed.edgeMs === null ? '' : ' above fixed edges';
  return weighed.dispersion?.guarded
    ? `by bucket${edge}: counts come in bursts (dispersion ${(weighed.dispersion.phi ?? 0).toFixed(1)})${many}`
    : `by request and by bucket${edge}${many}`;
}

/** When the side that leads would be proven, if traffic and rates stay as they are. */
function expectedOf(look: Facts, weighed: Weighed, evidence: GateEvidence): GateEvaluation['expected'] {
  const { spec, context } = look;
  if (context.elapsedMs <= 0) return null;
  if (!weighed.tallies) return expectedOfMeans(evidence, context.elapsedMs);
  const { canary, baseline } = weighed.tallies;
  const allowed = limitRate(spec);
  const [worse, other] = allowed === null ? [canary.bad, baseline.bad] : [canary.bad, canary.total - canary.bad];
  if (worse + other < 5) return null;
  const share = allowed ?? canary.total / (canary.total + baseline.total);
  const { r0 } = rateSpec(spec);
  const atMargin = thetaAt(share, r0);
  const seen = worse / (worse + other);
  const isWorse = seen > atMargin;
  // The baseline's own past proves nothing fine, however long one waits.
  if (!isWorse && look.facts.baselineKind === 'recorded') return null;
  const elapsed = context.elapsedMs / 1000;
  const buckets = weighed.dispersion?.buckets ?? 0;
  const seconds = secondsToDecision({
    log: isWorse ? evidence.logWorse : evidence.logFine,
    need: isWorse ? evidence.needWorse : evidence.needFine,
    perSecond: (worse + other) / elapsed,
    seen,
    atMargin,
    buckets,
    bucketSeconds: Math.max(SLOT_MS / 1000, elapsed / Math.max(1, buckets)),
  });
  return seconds === null ? null : { verdict: isWorse ? 'fail' : 'pass', seconds: Math.round(seconds) };
}

/** The evidence of means grows with the values of the hold, so what is missing takes as long as what is there did. */
function expectedOfMeans(evidence: GateEvidence, elapsedMs: number): GateEvaluation['expected'] {
  const { logWorse, logFine, needWorse, needFine } = evidence;
  const [verdict, log, need] =
    logWorse > logFine ? (['fail', logWorse, needWorse] as const) : (['pass', logFine, needFine] as const);
  return log > 0 ? { verdict, seconds: Math.round((elapsedMs / 1000) * Math.max(0, need / log - 1)) } : null;
}
