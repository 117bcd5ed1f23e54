import { describe, expect, it } from 'vitest';
import { type Condition, type Measurement, measure } from './measure';
import {
  ARGO_DEFAULTS,
  addMeasurement,
  endMetric,
  freshMetric,
  THRESHOLD_DEFAULTS,
  type ThresholdMetric,
  type ThresholdSpec,
} from './metric';
import { type ArgoStep, afterPause } from './pause';
import { assessRun, thresholdVerdict } from './run';

const F = 'Failed';
const S = 'Successful';
const I = 'Inconclusive';
const E = 'Error';

const measured = (measurements: readonly Measurement[], change: Partial<ThresholdSpec> = {}): ThresholdMetric =>
  measurements.reduce(
    (metric, measurement) => addMeasurement(metric, measurement, { ...ARGO_DEFAULTS, ...change }),
    freshMetric(),
  );

describe('a measurement from its conditions', () => {
  it.each<[Condition, Condition, Measurement]>([
    [true, false, S],
    [true, true, F],
    [false, false, I],
    [false, true, F],
    [null, false, S],
    [null, true, F],
    [false, null, F],
    [true, null, S],
    [null, null, S],
    ['error', false, E],
    [true, 'error', E],
    ['error', null, E],
    [null, 'error', E],
  ])('success %s, failure %s: %s', (success, failure, expected) => {
    expect(measure(success, failure)).toBe(expected);
  });
});

describe('limits, exceeded strictly', () => {
  it.each<[string, Measurement[], Partial<ThresholdSpec>, string]>([
    ['3 failed, limit 2', [F, F, F], { failureLimit: 2 }, F],
    ['3 failed, limit 3', [F, F, F], { failureLimit: 3 }, 'Running'],
    ['1 failed, no limit given', [F], {}, F],
    ['failures do not reset on success', [F, S, S, F], { failureLimit: 1 }, F],
    ['5 consecutive errors', [E, E, E, E, E], {}, E],
    ['4 consecutive errors', [E, E, E, E], {}, 'Running'],
    ['a success between errors resets them', [E, E, E, S, E, E], {}, 'Running'],
    ['a failure between errors resets them', [E, E, E, E, F, E], { failureLimit: 1 }, 'Running'],
    ['an inconclusive between errors resets them', [E, E, E, E, I, E], { inconclusiveLimit: 1 }, 'Running'],
    ['1 inconclusive, no limit given', [I], {}, I],
    ['2 inconclusive, limit 2', [I, I], { inconclusiveLimit: 2 }, 'Running'],
    ['3 inconclusive, limit 2', [I, I, I], { inconclusiveLimit: 2 }, I],
    ['count reached with tolerated failures', [S, F, S], { count: 3, failureLimit: 1 }, S],
    ['errors do not raise the count', [S, E, S], { count: 3 }, 'Running'],
    ['nothing measured', [], {}, 'Pending'],
    ['a completed metric stays', [F, S, S, S], { count: 3 }, F],
  ])('%s', (_, measurements, change, phase) => {
    expect(measured(measurements, change).phase).toBe(phase);
  });
  it('3 failed of a limit of 3 and ending is Successful', () => {
    expect(endMetric(measured([F, F, F], { failureLimit: 3 })).phase).toBe(S);
    expect(endMetric(measured([F])).phase).toBe(F);
    expect(endMetric(freshMetric()).phase).toBe(S);
  });
  it('counts what it saw', () => {
    expect(measured([S, F, I, E, E], { failureLimit: 9, inconclusiveLimit: 9 })).toEqual({
      count: 3,
      successful: 1,
      failed: 1,
      inconclusive: 1,
      error: 2,
      consecutiveError: 2,
      last: E,
      phase: 'Running',
    });
  });
});

describe('a run of several metrics', () => {
  const metric = (measurements: Measurement[], change: Partial<ThresholdSpec> = {}) => {
    const spec = { ...ARGO_DEFAULTS, ...change };
    return { metric: measured(measurements, spec), spec };
  };
  const good = metric([S], { count: 1 });
  const running = metric([S]);
  it.each([
    ['all succeeded', [good, good], S],
    ['one still runs', [good, running], 'Running'],
    ['one failed ends the others', [running, metric([F])], F],
    ['failed is worse than error', [metric([E, E, E, E, E]), metric([F])], F],
    ['error is worse than inconclusive', [metric([E, E, E, E, E]), metric([I])], E],
    ['inconclusive is worse than successful', [good, metric([I])], I],
    ['a failed dry run does not count', [good, metric([F], { dryRun: true })], S],
    ['nor end the others', [running, metric([F], { dryRun: true })], 'Running'],
    ['a running dry run is waited for', [good, metric([S], { dryRun: true })], 'Running'],
    ['nothing but dry runs succeeds', [metric([F], { dryRun: true })], S],
  ])('%s', (_, metrics, phase) => {
    expect(assessRun(metrics)).toBe(phase);
  });
  it('ends well with the step when nothing was exceeded', () => {
    expect(assessRun([running, metric([])], true)).toBe(S);
    expect(assessRun([running, metric([F])], true)).toBe(F);
  });
});

describe("a verdict for a gate of Rampart's", () => {
  const ours = (measurements: Measurement[], change: Partial<ThresholdSpec> = {}) => {
    const spec = { ...THRESHOLD_DEFAULTS, ...change };
    return thresholdVerdict(measured(measurements, spec), spec);
  };
  it.each<[string, Measurement[], Partial<ThresholdSpec>, string, string]>([
    ['nothing measured', [], {}, 'no_data', 'not_measured'],
    ['errors only, few', [E, E], {}, 'no_data', 'not_measured'],
    ['a success', [S], {}, 'pass', 'within_limits'],
    ['a tolerated failure', [S, F], { failureLimit: 1 }, 'inconclusive', 'unsure'],
    ['a success after it', [F, S], { failureLimit: 1 }, 'pass', 'within_limits'],
    ['one failure too many', [F, S, F], { failureLimit: 1 }, 'fail', 'failed'],
    ['too often inconclusive', [I], {}, 'inconclusive', 'inconclusive'],
    ['enough measured', [S, S], { count: 2 }, 'pass', 'reached_count'],
    ['an outage holds', [S, E, E, E, E, E], {}, 'no_data', 'outage'],
    ["an outage aborts where Argo's own rule is asked for", [S, E, E, E, E, E], { outage: 'abort' }, 'fail', 'outage'],
    ['an outage that ended', [E, E, E, E, E, E, S], {}, 'pass', 'within_limits'],
  ])('%s', (_, measurements, change, verdict, reason) => {
    expect(ours(measurements, change)).toEqual({ verdict, reason });
  });
});

describe('a pause step', () => {
  const steps: ArgoStep[] = [{ setWeight: 10 }, { pause: { durationMs: 60_000 } }, { setWeight: 20 }];
  it.each([
    ['after 61 s', 61_000, false, { index: 2, why: null }],
    ['at 60 s sharp', 60_000, false, { index: 1, why: 'pausing' }],
    ['after 63 s, paused by a person', 63_000, true, { index: 1, why: 'manually paused' }],
  ])('%s', (_, elapsedMs, isPausedByPerson, expected) => {
    expect(afterPause(steps, 1, { elapsedMs, isPausedByPerson })).toEqual(expected);
  });
  it('without a duration waits for a person', () => {
    const endless: ArgoStep[] = [{ pause: { durationMs: null } }];
    expect(afterPause(endless, 0, { elapsedMs: 1e9, isPausedByPerson: false })).toEqual({ index: 0, why: 'pausing' });
  });
  it('is not what other steps wait for', () => {
    expect(afterPause(steps, 0, { elapsedMs: 1e9, isPausedByPerson: false })).toEqual({ index: 0, why: null });
  });
});
