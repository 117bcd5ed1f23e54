import { describe, expect, it } from 'vitest';
import { auditEvent, gate as madeGate, NOW } from '@/components/releases/testing/release';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { ReleaseSeries } from '@/lib/telemetry/series-schema';
import { gateAsOf, stepStartAt } from './as-of';

const iso = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
const event = (type: string, seconds: number, data: Record<string, unknown>) => auditEvent(type, seconds / 60, data);

const EVENTS = [
  event('gate.failed', -20, { gate: 'errors' }),
  event('exposure.confirmed', -100, { step: 1 }),
  event('exposure.confirmed', -400, { step: 0 }),
];
const point = (seconds: number, value: number, requests = 100) => ({
  ...{ at: iso(seconds), value, requests, errors: Math.round(value * requests) },
});
const SERIES: ReleaseSeries = {
  ...{ sli: 'error_rate', unit: 'ratio', from: iso(-500), to: iso(0), bucketMs: 10_000, others: [], bounds: [] },
  canary: [point(-300, 0.5), point(-100, 0.02), point(-50, 0.04), point(-10, 0.9)],
  baseline: [point(-100, 0.01, 1_000), point(-50, 0.01, 1_000)],
  evidence: [
    {
      ...{ gate: 'errors', since: iso(-400), edgesMs: [], needWorse: 3, needFine: 3, guardedSince: null, latches: [] },
      points: [
        { at: iso(-100), worse: 0.1, fine: 0, logWorse: 0.3, logFine: 0, band: null },
        { at: iso(-50), worse: 0.4, fine: 0, logWorse: 1.2, logFine: 0, band: null },
        { at: iso(-10), worse: 1, fine: 0, logWorse: 4, logFine: 0, band: null },
      ],
    },
  ],
};
const EVIDENCE: NonNullable<GateEvaluation['evidence']> = {
  ...{ worse: 1, fine: 0, logWorse: 4, logFine: 0, needWorse: 3, needFine: 3 },
  ...{ alpha: 0.05, spent: 0.01, dispersion: 1, edgeMs: null },
};
const gate = madeGate({ name: 'errors', sli: 'error_rate', compare: 'baseline', verdict: 'fail', evidence: EVIDENCE });
const then = (seconds: number, change: Partial<GateEvaluation> = {}) => {
  const at = NOW + seconds * 1000;
  return gateAsOf({ gate: { ...gate, ...change }, series: SERIES, events: EVENTS, step: stepStartAt(EVENTS, at), at });
};

describe('the step of a moment', () => {
  it.each([
    [-500, null],
    [-400, 0],
    [-101, 0],
    [-100, 1],
    [0, 1],
  ])('at %d s: step %s', (seconds, step) => {
    expect(stepStartAt(EVENTS, NOW + seconds * 1000)?.step ?? null).toBe(step);
  });
});

describe('a gate as of then', () => {
  it('counts from the beginning of its step to the moment, and no further', () => {
    expect(then(-40)).toMatchObject({
      verdict: 'inconclusive',
      canary: 0.03,
      baseline: 0.01,
      effect: 3,
      samples: { canary: 200, baseline: 2_000 },
      evidence: { worse: 0.4, logWorse: 1.2 },
      interval: null,
    });
  });

  it('fails once the record says so, not before, and not for another step', () => {
    expect(then(-21).verdict).toBe('inconclusive');
    expect(then(-20).verdict).toBe('fail');
    expect(then(-250)).toMatchObject({ verdict: 'inconclusive', canary: 0.5, evidence: null });
  });

  it('knows nothing before the first samples', () => {
    expect(then(-390)).toMatchObject({ verdict: 'no_data', canary: null, effect: null, samples: { canary: 0 } });
  });

  it('takes the newest bucket of what is no rate', () => {
    expect(then(-40, { sli: 'latency_p95' }).canary).toBe(0.04);
  });
});
