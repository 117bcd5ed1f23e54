import { type Classification, judgeMetric } from './classify';
import { type Point, readingsOf } from './points';
import { canTell, type Shift } from './shift';
import type { MannWhitneySpec } from './spec';

/** Why a gate stands where it does, for the words. */
export type MannWhitneyReason =
  | 'no_points'
  | 'missing_arm'
  | 'too_few_points'
  | 'all_tied'
  | 'identical'
  | 'nothing_found'
  | 'worse';

export type MannWhitneyEvidence = {
  verdict: 'pass' | 'fail' | 'inconclusive' | 'no_data';
  reason: MannWhitneyReason;
  classification: Classification;
  critical: boolean;
  /** Mean ratio, or the share of pairs in which the canary is higher; null where it cannot be computed. */
  effect: number | null;
  /** Mean ratio canary ÷ baseline. */
  ratio: number | null;
  /** The shift canary − baseline with its interval, in the metric's unit. */
  interval: Shift | null;
  /** The interval must lie farther than this from 0. */
  bound: number | null;
  /** Points with a value, and how many of each the test needs before it can say anything. */
  points: { canary: number; baseline: number; needed: number };
};

/**
 * Kayenta's judgement of the points of a step as a verdict of a Rampart gate. High and Low fail, Pass passes (it means
 * "nothing found", no proof). Two deliberate differences: below the number of points at which the test can tell anything
 * the answer is inconclusive, where Kayenta would call two points against two High; and missing data is `no_data`, never a
 * failed metric. `until` (epoch ms) leaves unfinished minutes out.
 */
export function evaluateMannWhitney(
  points: readonly Point[],
  spec: MannWhitneySpec,
  until?: number,
): MannWhitneyEvidence {
  const { canary, baseline } = readingsOf(points, until);
  const judged = judgeMetric(baseline, canary, spec);
  return {
    ...verdictOf(judged, spec, canary.length === 0),
    classification: judged.classification,
    critical: judged.critical,
    effect: judged.effect,
    ratio: judged.deviation,
    interval: judged.shift,
    bound: judged.bound,
    points: { ...judged.points, needed: pointsNeeded(spec.confidence) },
  };
}

function verdictOf(
  judged: ReturnType<typeof judgeMetric>,
  spec: MannWhitneySpec,
  isEmpty: boolean,
): Pick<MannWhitneyEvidence, 'verdict' | 'reason'> {
  const { canary, baseline } = judged.points;
  if (isEmpty) return { verdict: 'no_data', reason: 'no_points' };
  if (canary === 0 || baseline === 0) return { verdict: 'no_data', reason: 'missing_arm' };
  if (!canTell(canary, baseline, spec.confidence)) return { verdict: 'inconclusive', reason: 'too_few_points' };
  switch (judged.classification) {
    case 'High':
    case 'Low':
      return { verdict: 'fail', reason: 'worse' };
    case 'Pass':
      return { verdict: 'pass', reason: judged.shift === null ? 'identical' : 'nothing_found' };
    case 'Error':
      return { verdict: 'inconclusive', reason: 'all_tied' };
    default:
      return { verdict: 'no_data', reason: 'missing_arm' };
  }
}

/** The fewest points of each cohort at which the test can tell them apart: 4 at 95 %, 5 at 98 %, 6 at 99 % confidence. */
export function pointsNeeded(confidence: number): number {
  let needed = 1;
  while (!canTell(needed, needed, confidence) && needed < 1000) needed++;
  return needed;
}
