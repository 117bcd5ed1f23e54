import { meanRatio, type Reading, withoutMissing, withoutOutliers } from './clean';
import { commonLanguage, type Shift, shiftBetween } from './shift';
import type { MannWhitneySpec } from './spec';
import { spread } from './spread';

/** Kayenta's own labels. */
export type Classification = 'Pass' | 'High' | 'Low' | 'Nodata' | 'NodataFailMetric' | 'Error';

export type MetricResult = {
  classification: Classification;
  /** Whether it fails the whole canary. */
  critical: boolean;
  reason: string | null;
  /** Confidence interval of the shift and its estimate, in the metric's unit; null where no test was made. */
  shift: Shift | null;
  /** How far from 0 the interval must lie: tolerance × |estimate|. */
  bound: number | null;
  /** Mean ratio canary ÷ baseline; 1 where the arms are the same or one is empty; null where a mean is 0. */
  deviation: number | null;
  /** The effect size asked for; null where no test was made or it cannot be computed. */
  effect: number | null;
  /** Values left after cleaning. */
  points: { canary: number; baseline: number };
};

/** One metric as NetflixACAJudge judges it: missing points, outliers, then `classify`. */
export function judgeMetric(
  baseline: readonly Reading[],
  canary: readonly Reading[],
  spec: MannWhitneySpec,
): MetricResult {
  const clean = (values: readonly Reading[]): number[] => {
    const there = withoutMissing(values, spec.nanStrategy);
    return spec.outliers === 'remove' ? withoutOutliers(there, spec.outlierFactor) : there;
  };
  return classify(clean(baseline), clean(canary), spec);
}

/**
 * Kayenta's MannWhitneyClassifier: High or Low where the interval of the shift lies beyond the tolerance on the side
 * asked for and the effect is large enough; otherwise Pass, which says only that nothing was found.
 * https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/classifiers/metric/MannWhitneyClassifier.scala
 */
export function classify(baseline: readonly number[], canary: readonly number[], spec: MannWhitneySpec): MetricResult {
  const untested: MetricResult = {
    classification: 'Pass',
    critical: false,
    reason: null,
    shift: null,
    bound: null,
    deviation: 1,
    effect: null,
    points: { canary: canary.length, baseline: baseline.length },
  };
  if (canary.length === 0 || baseline.length === 0) return { ...untested, ...missing(spec) };
  if (isSame(canary, baseline)) return { ...untested, reason: 'canary and baseline data are identical' };
  if (new Set([...canary, ...baseline]).size === 1) return untested;

  const isConstant = new Set(canary).size === 1 && new Set(baseline).size === 1;
  const [x, y] = isConstant ? [spread(canary), spread(baseline)] : [canary, baseline];
  const shift = shiftBetween(x, y, spec.confidence);
  if (shift === null) return { ...untested, classification: 'Error', reason: 'every observation is tied' };
  const effect = spec.effect.measure === 'cles' ? commonLanguage(x, y) : meanRatio(x, y);
  const tested = { ...untested, shift, bound: spec.tolerance * Math.abs(shift.estimate), effect };
  return { ...tested, deviation: meanRatio(x, y), ...compare(shift, tested.bound, effect, spec) };
}

type Compared = Pick<MetricResult, 'classification' | 'critical' | 'reason'>;

function compare(shift: Shift, bound: number, effect: number | null, spec: MannWhitneySpec): Compared {
  const { allowedIncrease, allowedDecrease, criticalIncrease, criticalDecrease } = spec.effect;
  // An effect size that cannot be computed is not held against the finding, nor for it.
  const reaches = (limit: number): boolean => effect === null || effect >= limit;
  const fallsTo = (limit: number): boolean => effect === null || effect <= limit;
  if (spec.direction !== 'decrease' && shift.lower > bound && reaches(allowedIncrease)) {
    return found('High', spec.critical && reaches(criticalIncrease));
  }
  if (spec.direction !== 'increase' && shift.upper < -bound && fallsTo(allowedDecrease)) {
    return found('Low', spec.critical && fallsTo(criticalDecrease));
  }
  return { classification: 'Pass', critical: false, reason: null };
}

const found = (classification: 'High' | 'Low', critical: boolean): Compared => ({
  classification,
  critical,
  reason: `the metric was classified as ${classification}${critical ? ' (critical)' : ''}`,
});

function missing(spec: MannWhitneySpec): Compared {
  if (spec.nanStrategy === 'replace') return { classification: 'Pass', critical: false, reason: null };
  const reason = 'the canary or the baseline has no data';
  if (spec.mustHaveData && !spec.critical) return { classification: 'NodataFailMetric', critical: false, reason };
  return { classification: 'Nodata', critical: spec.critical, reason };
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  const sorted = Float64Array.from(other).sort();
  return Float64Array.from(one)
    .sort()
    .every((value, index) => value === sorted[index]);
}
