import type { GateSpec } from '@/lib/gates/schema';
import { limitRate } from '@/lib/gates/sequential/outcomes';
import { countsRates, rateSpec } from '@/lib/gates/sequential/state';
import { marginOf } from '@/lib/gates/sequential/weigh-means';
import { latencyQuantile } from '@/lib/gates/sli';
import { chooseEdges, tailCounts } from '@/lib/judge/latency/edges';
import { upperRate } from '@/lib/judge/math/upper-rate';
import type { MeanMargin } from '@/lib/judge/mean/evidence';
import { type Curve, delayed } from '@/lib/judge/plan/curve';
import { meanCurve } from '@/lib/judge/plan/mean-curve';
import { limitEvents, rateCurve, ratioEvents } from '@/lib/judge/plan/rate-curve';
import { durationMs } from '@/lib/shared/duration';
import type { History } from './schema';

/** Where a gate stands at a step. */
export type Place = {
  /** Part of all requests on the new version, 0–1. */
  share: number;
  /** Minutes of all the old version's traffic that a recorded baseline would hold. */
  recordedMinutes: number;
  /** Gates of the plan that share the chance of error, and its steps. */
  family: number;
  steps: number;
};

/** A gate's chances over time: of catching a canary that is so many times as bad, and of passing a healthy one. */
export type GateCurves = {
  heldAgainst: 'baseline' | 'limit' | 'record';
  /** Factors up to here the gate tolerates by its own words, and up to here it lets pass (a thin record leaves more open). */
  margin: number;
  tolerated: number;
  /** What was measured so far, where the gate's margin is absolute: then a regression is said as a value, not as a factor. */
  past: number | null;
  edgeMs: number | null;
  worse: (factor: number) => Curve;
  fine: (() => Curve) | null;
};

/** Why nothing can be said, in words. */
export type NoCurves = { why: string };

/** No old version is left to compare with above this share. */
const ALONE = 0.9999;

export function gateCurves(spec: GateSpec, history: History, place: Place): GateCurves | NoCurves {
  if (spec.method !== 'sequential')
    return {
      why: `is judged by ${spec.method === 'threshold' ? 'a threshold' : 'ranks'}, which controls no chance of error, so none is planned`,
    };
  if (spec.compare === 'limit' && spec.limit === 0)
    return { why: 'fails at the first one above its limit of 0: nothing is left to chance' };
  if (place.share <= 0) return { why: 'sees nothing: nobody is on the new version yet' };
  return countsRates(spec) && spec.maxDifference === undefined
    ? rateCurves(spec, history, place)
    : meanCurves(spec, history, place);
}

const BOTH = { starts: true, bets: true };
const PASS = { starts: false, bets: true };

function rateCurves(spec: GateSpec, history: History, place: Place): GateCurves | NoCurves {
  const tail = tailOf(spec, history);
  if ('why' in tail) return tail;
  const { rate, edges, edgeMs } = tail;
  const perSecond = history.requestsPerMinute / 60;
  const [canary, baseline] = [perSecond * place.share, perSecond * (1 - place.share)];
  const need = Math.log((place.family * edges) / spec.alpha);
  if (rate === 0) return NO_BAD;
  const allowed = limitRate(spec);
  const isAlone = allowed === null && place.share >= ALONE;
  const since = spec.minSamples / (allowed !== null || isAlone ? canary : Math.min(canary, baseline));
  const later = (curve: Curve) => delayed(curve, durationMs(spec.initialDelay) / 1000);
  const needFine = Math.log(1 / spec.beta);
  if (allowed !== null || isAlone) {
    const limit = allowed ?? recordedLimit(spec, rate, place.recordedMinutes * history.requestsPerMinute);
    const { fine } = limitEvents(canary, rate, limit);
    return {
      heldAgainst: isAlone ? 'record' : 'limit',
      margin: isAlone ? rateSpec(spec).r0 : limit / rate,
      tolerated: limit / rate,
      past: isAlone ? null : rate,
      edgeMs,
      worse: (factor) => later(rateCurve(limitEvents(canary, rate * factor, limit).worse, need, BOTH, since)),
      fine: isAlone ? null : () => later(rateCurve(fine, needFine, PASS, since)),
    };
  }
  const { r0 } = rateSpec(spec);
  const events = (factor: number) =>
    spec.direction === 'lower_is_better'
      ? ratioEvents({ canary: canary * Math.min(1, rate * factor), baseline: baseline * rate, share: place.share }, r0)
      : ratioEvents({ canary: baseline * rate, baseline: (canary * rate) / factor, share: 1 - place.share }, r0);
  return {
    heldAgainst: 'baseline',
    margin: r0,
    tolerated: r0,
    past: null,
    edgeMs,
    worse: (factor) => later(rateCurve(events(factor).worse, need, BOTH, since)),
    fine: () => later(rateCurve(events(1).fine, needFine, PASS, since)),
  };
}

const NO_BAD: NoCurves = {
  why: 'cannot be planned: the history has not one bad request, and any multiple of none is none',
};

/** Against the past, the canary may reach the upper bound of the recorded rate times what is tolerated. */
function recordedLimit(spec: GateSpec, rate: number, requests: number): number {
  return Math.min(0.999999, upperRate(rate * requests, Math.max(1, requests), 0.975) * rateSpec(spec).r0);
}

/** The bad rate a gate counts, at its own edge where it watches latency, and over how many edges it is averaged. */
function tailOf(spec: GateSpec, history: History): { rate: number; edges: number; edgeMs: number | null } | NoCurves {
  const quantile = latencyQuantile(spec.sli);
  if (quantile === null) return { rate: history.errorRate, edges: 1, edgeMs: null };
  if (!history.latency) return { why: 'has no latency in the history to plan with' };
  const { bounds, counts } = history.latency;
  const edges = chooseEdges({ bounds, counts }, quantile, spec.compare === 'limit' ? (spec.limit ?? 0) : undefined);
  const edgeMs = edges[0];
  const tail = edgeMs === undefined ? null : tailCounts(bounds, counts, edgeMs);
  if (edgeMs === undefined || !tail || tail.total === 0) return { why: 'has no latency bound to count above' };
  return { rate: tail.above / tail.total, edges: edges.length, edgeMs };
}

function meanCurves(spec: GateSpec, history: History, place: Place): GateCurves | NoCurves {
  const errors = spec.sli === 'error_rate';
  const { errorRate: p, requestsPerMinute } = history;
  const past = errors ? { perMinute: requestsPerMinute, mean: p, variance: p * (1 - p) } : history.values?.[spec.sli];
  if (!past) return { why: `has no “${spec.sli}” in the history to plan with` };
  const margin = marginOf(spec);
  if (margin.kind === 'relative' && past.mean <= 0)
    return { why: 'has a mean of 0 or less in the history, where a ratio says nothing' };
  if (past.variance === 0 && !errors)
    return { why: 'was always the same value in the history, which says nothing about chance' };
  const isAlone = margin.kind !== 'limit' && place.share >= ALONE;
  const perSecond = past.perMinute / 60;
  const lowerIsBetter = spec.direction === 'lower_is_better';
  const common = {
    canaryPerSecond: perSecond * place.share,
    baselinePerSecond: margin.kind === 'limit' || isAlone ? null : perSecond * (1 - place.share),
    mean: past.mean,
    variance: past.variance,
    margin,
    lowerIsBetter,
    minSamples: spec.minSamples,
  };
  const later = (curve: Curve) => delayed(curve, durationMs(spec.initialDelay) / 1000);
  const tolerated = toleratedFactor(margin, past.mean, lowerIsBetter);
  // Each step starts its mean anew, and the family shares the chance of error.
  const need = Math.log((place.family * place.steps) / spec.alpha);
  return {
    heldAgainst: margin.kind === 'limit' ? 'limit' : isAlone ? 'record' : 'baseline',
    margin: tolerated,
    tolerated,
    past: margin.kind === 'relative' ? null : past.mean,
    edgeMs: null,
    worse: (factor) =>
      later(
        meanCurve({ ...common, factor: lowerIsBetter ? factor : 1 / factor, side: 'worse', level: spec.alpha, need }),
      ),
    fine: isAlone
      ? null
      : () => later(meanCurve({ ...common, factor: 1, side: 'fine', level: spec.beta, need: Math.log(1 / spec.beta) })),
  };
}

/** How many times as bad the canary may be before the margin is passed. */
function toleratedFactor(margin: MeanMargin, mean: number, lowerIsBetter: boolean): number {
  if (margin.kind === 'relative') return margin.r0;
  const at = margin.kind === 'limit' ? margin.at : mean + (lowerIsBetter ? margin.by : -margin.by);
  if (mean <= 0 || at <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(1, lowerIsBetter ? at / mean : mean / at);
}
