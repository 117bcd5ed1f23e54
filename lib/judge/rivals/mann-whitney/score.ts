import type { Classification } from './classify';

/** What the score needs of a judged metric. A metric may be in several groups. */
export type ScoredMetric = {
  classification: Classification;
  critical: boolean;
  reason: string | null;
  groups: readonly string[];
  /** Reported, not scored. */
  muted?: boolean;
};

export type Group = { name: string; score: number; hasData: boolean };

export type Score = {
  /** 0–100, two decimals. */
  score: number;
  classification: 'Pass' | 'Marginal' | 'Fail';
  reason: string | null;
  groups: Group[];
};

/** From this share of metrics without data on, in percent, the canary fails. */
const MOST_WITHOUT_DATA = 50;

/**
 * Kayenta's score of a canary: each group scores the share of its metrics that passed, groups are weighted (percent; what
 * the weights leave is shared evenly by groups without one), a group without data counts as 100, a critical failure or
 * half the metrics without data as 0.
 * https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/scorers/WeightedSumScorer.scala
 */
export function scoreCanary(
  metrics: readonly ScoredMetric[],
  weights: Readonly<Record<string, number>>,
  thresholds: { pass: number; marginal: number },
): Score {
  const counted = metrics.filter((metric) => metric.muted !== true);
  const groups = groupScores(counted);
  const failure = counted.find((metric) => metric.critical && metric.classification !== 'Pass');
  const withoutData = counted.filter((metric) => metric.classification === 'Nodata').length;
  const nothing = (reason: string): Score => ({ ...classified(0, thresholds), reason, groups });
  if (failure) return nothing(`a critical metric failed: ${failure.reason ?? failure.classification}`);
  if (counted.length > 0 && (withoutData / counted.length) * 100 >= MOST_WITHOUT_DATA)
    return nothing(`${MOST_WITHOUT_DATA}% or more of the metrics have no data`);
  return { ...classified(summary(groups, weights), thresholds), reason: null, groups };
}

const classified = (score: number, { pass, marginal }: { pass: number; marginal: number }) => ({
  score,
  classification: score >= pass ? ('Pass' as const) : score >= marginal ? ('Marginal' as const) : ('Fail' as const),
});

function groupScores(metrics: readonly ScoredMetric[]): Group[] {
  const names = [...new Set(metrics.flatMap((metric) => metric.groups))];
  return names.map((name) => {
    const labels = metrics.filter((metric) => metric.groups.includes(name)).map((metric) => metric.classification);
    const judged = labels.filter((label) => label !== 'Nodata' && label !== 'Error').length;
    const passed = labels.filter((label) => label === 'Pass').length;
    return { name, score: judged === 0 ? 0 : (passed / judged) * 100, hasData: judged > 0 };
  });
}

function summary(groups: readonly Group[], weights: Readonly<Record<string, number>>): number {
  const unweighted = groups.filter((group) => weights[group.name] === undefined).length;
  const given = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const rest = unweighted > 0 ? (100 - given) / unweighted : 0;
  const sum = groups.reduce(
    (total, group) => total + (group.hasData ? group.score : 100) * ((weights[group.name] ?? rest) / 100),
    0,
  );
  // Half up on the decimal digits, as BigDecimal rounds: 1.005 is 1.01 though its double is a hair below.
  return Math.round(Number(`${sum.toFixed(12)}e2`)) / 100;
}
