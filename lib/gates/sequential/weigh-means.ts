import { type MeanEvidence, type MeanMargin, meanEvidence } from '@/lib/judge/mean/evidence';
import { type Counts, type Moments, since } from '../counts';
import type { GateFacts } from '../facts';
import type { GateMemory, GateRecord } from '../fold';
import type { GateSpec } from '../schema';
import { type JudgeState, rateSpec } from './state';
import { baselineCounts, type Weighed, weighRates } from './weigh';

const WAITING: Record<NonNullable<MeanEvidence['waiting']>, string> = {
  burn_in: 'too few values yet for a mean',
  few_events: 'too few events yet for a ratio of rare ones',
  no_spread: 'every value was the same, which says nothing about chance',
  negative_baseline: 'the baseline is below zero, where a ratio means nothing: give maxDifference',
};

/**
 * Weighs means of this hold, in which the share is constant: a value per request (orders, cost, CPU), or errors as 0/1
 * where the margin is absolute.
 */
export function weighMeans(
  spec: GateSpec,
  state: JudgeState,
  memory: GateMemory,
  record: GateRecord,
  facts: GateFacts,
): Weighed {
  // Errors come in bursts: how bursty is seen by the process that counts them, and widens the sequence.
  const bursts = spec.sli === 'error_rate' ? weighRates(spec, state, memory, record, facts) : null;
  const dispersion = bursts?.dispersion?.phi ?? null;
  const canary = momentsOf(spec, since(memory.canary, record.base?.canary));
  const baseline = momentsOf(spec, baselineCounts(memory, record, facts));
  const evidence = meanEvidence(
    { canary, baseline: spec.compare === 'limit' ? null : baseline },
    {
      margin: marginOf(spec),
      alpha: spec.alpha,
      beta: spec.beta,
      direction: spec.direction,
      burnIn: spec.minSamples,
      ...(dispersion === null ? {} : { dispersion }),
    },
  );
  const scale = spec.compare === 'limit' ? (spec.limit ?? 0) : (facts.baseline.value ?? 0);
  const isRatio = spec.maxDifference === undefined && spec.compare === 'baseline';
  return {
    worse: evidence.fail,
    fine: facts.baselineKind === 'recorded' ? 0 : evidence.pass,
    effect: scale === 0 || facts.canary.value === null ? null : facts.canary.value / scale,
    interval: isRatio ? evidence.interval : asFactor(evidence, spec, scale),
    tallies: null,
    edgeMs: null,
    dispersion: bursts?.dispersion ?? null,
    isEnough: true,
    waiting: evidence.waiting && WAITING[evidence.waiting],
  };
}

/** Bounds of a difference, or of the canary's own mean, as factors on what it is held against. */
function asFactor({ interval }: MeanEvidence, spec: GateSpec, scale: number): Weighed['interval'] {
  if (!interval || scale <= 0) return null;
  const shift = spec.compare === 'limit' ? 0 : 1;
  return {
    lower: shift + interval.lower / scale,
    upper: interval.upper === null ? null : shift + interval.upper / scale,
  };
}

/** What a mean is held against: a limit, an absolute margin, or the tolerated ratio. */
export function marginOf(spec: GateSpec): MeanMargin {
  if (spec.compare === 'limit') return { kind: 'limit', at: spec.limit ?? 0 };
  if (spec.maxDifference !== undefined) return { kind: 'absolute', by: spec.maxDifference };
  return { kind: 'relative', r0: rateSpec(spec).r0 };
}

/** Errors are ones and zeroes: their squares add up to the same. */
function momentsOf(spec: GateSpec, counts: Counts): Moments {
  if (spec.sli === 'error_rate') return { count: counts.requests, sum: counts.errors, sumSquares: counts.errors };
  return counts.values[spec.sli] ?? { count: 0, sum: 0, sumSquares: 0 };
}
