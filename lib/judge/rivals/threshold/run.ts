import type { Phase } from './measure';
import { endMetric, isCompleted, isOutage, type ThresholdMetric, type ThresholdSpec } from './metric';

export type RunMetric = { metric: ThresholdMetric; spec: ThresholdSpec };

/** Best to worst. */
const ORDER: readonly Phase[] = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];

/**
 * Where a run of several metrics stands: Running until all are completed, then the worst. A metric that ended badly ends
 * the run, and so the others; dry-run metrics neither end it nor count, and a run of nothing else succeeds. `ending` is
 * the step's end.
 * https://github.com/argoproj/argo-rollouts/blob/master/analysis/analysis.go (assessRunStatus)
 */
export function assessRun(metrics: readonly RunMetric[], ending = false): Phase {
  const counted = metrics.filter(({ spec }) => !spec.dryRun);
  const isBad = ({ metric }: RunMetric): boolean => isCompleted(metric.phase) && metric.phase !== 'Successful';
  const terminating = ending || counted.some(isBad);
  const phases = (from: readonly RunMetric[]): Phase[] =>
    from.map(({ metric }) => (terminating ? endMetric(metric) : metric).phase);
  if (!phases(metrics).every(isCompleted)) return 'Running';
  return phases(counted).reduce(
    (worst, phase) => (ORDER.indexOf(phase) > ORDER.indexOf(worst) ? phase : worst),
    'Successful',
  );
}

export type ThresholdVerdict = {
  verdict: 'pass' | 'fail' | 'inconclusive' | 'no_data';
  reason: 'not_measured' | 'outage' | 'failed' | 'inconclusive' | 'within_limits' | 'unsure' | 'reached_count';
};

/**
 * A metric as a verdict of a Rampart gate. Within its limits it passes when the newest measurement was a success; after
 * a tolerated failure it is inconclusive. An outage is `no_data` where it holds, and fails where it aborts.
 */
export function thresholdVerdict(metric: ThresholdMetric, spec: ThresholdSpec): ThresholdVerdict {
  if (metric.phase === 'Failed') return { verdict: 'fail', reason: 'failed' };
  if (metric.phase === 'Error') return { verdict: 'fail', reason: 'outage' };
  if (metric.phase === 'Inconclusive') return { verdict: 'inconclusive', reason: 'inconclusive' };
  if (metric.phase === 'Successful') return { verdict: 'pass', reason: 'reached_count' };
  if (isOutage(metric, spec)) return { verdict: 'no_data', reason: 'outage' };
  if (metric.count === 0) return { verdict: 'no_data', reason: 'not_measured' };
  if (metric.last === 'Successful') return { verdict: 'pass', reason: 'within_limits' };
  return { verdict: 'inconclusive', reason: 'unsure' };
}
