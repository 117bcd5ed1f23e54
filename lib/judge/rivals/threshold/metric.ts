import type { Measurement, Phase } from './measure';

export type ThresholdSpec = {
  /** Limits are exceeded strictly: 3 failures fail a limit of 2, not of 3. */
  failureLimit: number;
  inconclusiveLimit: number;
  consecutiveErrorLimit: number;
  /** Measurements that end the metric well; null measures until the step ends. Errors do not count. */
  count: number | null;
  /** Measured and shown, without a say in the run. */
  dryRun: boolean;
  /** When measurements keep erring: `abort` as Argo does, `hold` waits for the metrics to come back. */
  outage: 'abort' | 'hold';
};

/** Argo's own defaults: a metric without limits, where an outage of metrics aborts. */
export const ARGO_DEFAULTS: ThresholdSpec = {
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  count: null,
  dryRun: false,
  outage: 'abort',
};

/** Rampart's: the same, except that an outage of metrics says nothing about the release and holds it. */
export const THRESHOLD_DEFAULTS: ThresholdSpec = { ...ARGO_DEFAULTS, outage: 'hold' };

/** A metric of a run: counters and where it stands. Plain JSON. */
export type ThresholdMetric = {
  count: number;
  successful: number;
  failed: number;
  inconclusive: number;
  error: number;
  /** Errors since the last measurement that was none. */
  consecutiveError: number;
  last: Measurement | null;
  phase: Phase;
};

export const freshMetric = (): ThresholdMetric => ({
  count: 0,
  successful: 0,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  last: null,
  phase: 'Pending',
});

export const isCompleted = (phase: Phase): phase is Measurement => phase !== 'Pending' && phase !== 'Running';

/**
 * Counts a measurement. Success, failure and inconclusive raise `count` and end the run of errors, an error does not. A
 * completed metric takes no more.
 * https://github.com/argoproj/argo-rollouts/blob/master/analysis/analysis.go (runMeasurements, assessMetricStatus)
 */
export function addMeasurement(
  metric: ThresholdMetric,
  measurement: Measurement,
  spec: ThresholdSpec,
): ThresholdMetric {
  if (isCompleted(metric.phase)) return metric;
  const isError = measurement === 'Error';
  const counted: ThresholdMetric = {
    count: metric.count + (isError ? 0 : 1),
    successful: metric.successful + (measurement === 'Successful' ? 1 : 0),
    failed: metric.failed + (measurement === 'Failed' ? 1 : 0),
    inconclusive: metric.inconclusive + (measurement === 'Inconclusive' ? 1 : 0),
    error: metric.error + (isError ? 1 : 0),
    consecutiveError: isError ? metric.consecutiveError + 1 : 0,
    last: measurement,
    phase: 'Running',
  };
  return { ...counted, phase: phaseOf(counted, spec) };
}

/** The step ends: what still runs has succeeded, for no limit was exceeded. */
export function endMetric(metric: ThresholdMetric): ThresholdMetric {
  return isCompleted(metric.phase) ? metric : { ...metric, phase: 'Successful' };
}

/** Whether the measurements have erred for longer than tolerated. */
export const isOutage = (metric: ThresholdMetric, spec: ThresholdSpec): boolean =>
  metric.consecutiveError > spec.consecutiveErrorLimit;

function phaseOf(metric: ThresholdMetric, spec: ThresholdSpec): Phase {
  if (isOutage(metric, spec) && spec.outage === 'abort') return 'Error';
  if (metric.inconclusive > spec.inconclusiveLimit) return 'Inconclusive';
  if (metric.failed > spec.failureLimit) return 'Failed';
  return spec.count !== null && metric.count >= spec.count ? 'Successful' : 'Running';
}
