import { describe, expect, it } from 'vitest';
import { countsOf, type Sample } from './counts';
import type { GateContext } from './facts';
import { freshMemory, type GateMemory } from './fold';
import { type GateSpec, gateSpecSchema } from './schema';
import { evaluateGate } from './testing/evaluate';

const T0 = Date.parse('2026-11-19T14:00:00Z');
const NOW = T0 + 300_000;

const sample = (requests: number, errors: number, more: Partial<Sample> = {}): Sample => ({
  version: '2',
  cohort: null,
  at: T0,
  intervalMs: 10_000,
  requests,
  errors,
  latency: null,
  values: null,
  ...more,
});
const memory = (canary: Sample[], baseline: Sample[], more: Partial<GateMemory> = {}): GateMemory => ({
  ...freshMemory(T0),
  canary: countsOf(canary),
  baseline: countsOf(baseline),
  newestCanaryAt: NOW - 10_000,
  ...more,
});
const spec = (change: Partial<GateSpec> = {}): GateSpec =>
  gateSpecSchema.parse({
    sli: 'error_rate',
    compare: 'baseline',
    method: 'threshold',
    minSamples: 100,
    maxIncrease: 0.5,
    ...change,
  });
const context = { now: NOW, elapsedMs: 300_000, noDataAfterMs: 120_000, hasBaseline: true, steps: 3, resetAt: null };
const run = (s: GateSpec, m: GateMemory, c: Partial<GateContext> = {}) =>
  evaluateGate('errors', s, m, { ...context, ...c }).evaluation;

describe('threshold: ratio to baseline', () => {
  it.each([
    ['equal', sample(1000, 10), sample(9000, 90), 'pass', 1],
    ['at the limit exactly', sample(1000, 15), sample(1000, 10), 'pass', 1.5],
    ['above the limit', sample(1000, 30), sample(1000, 10), 'fail', 3],
    ['too few canary samples', sample(99, 99), sample(1000, 10), 'inconclusive', null],
    ['too few baseline samples', sample(1000, 10), sample(99, 1), 'inconclusive', null],
    ['no baseline samples', sample(1000, 10), sample(0, 0), 'no_data', null],
    ['no canary samples', sample(0, 0), sample(1000, 10), 'no_data', null],
    ['a baseline without errors, one in as many', sample(1000, 1), sample(1000, 0), 'pass', 1],
    ['a baseline without errors, clearly worse', sample(1000, 20), sample(1000, 0), 'fail', 20],
    ['both without errors', sample(1000, 0), sample(1000, 0), 'pass', 0],
  ])('%s', (_, canary, baseline, verdict, effect) => {
    const got = run(spec(), memory([canary], [baseline]));
    expect(got.verdict).toBe(verdict);
    expect(got.effect).toBe(effect);
    expect(got.satisfied).toBe(verdict === 'pass');
    expect(got.why).not.toBe('');
    expect(got.method).toBe('threshold');
  });
  it('is no_data without a version to compare with', () => {
    expect(run(spec(), memory([sample(1000, 1)], []), { hasBaseline: false })).toMatchObject({
      verdict: 'no_data',
      why: 'no baseline version to compare with',
    });
  });
  it('is no_data when the newest sample is old, whatever it said', () => {
    const stale = memory([sample(1000, 500)], [sample(1000, 1)], { newestCanaryAt: NOW - 121_000 });
    expect(run(spec(), stale).verdict).toBe('no_data');
  });
  it('is not judged before its initial delay', () => {
    expect(run(spec({ initialDelay: '6m' }), memory([sample(1000, 500)], [sample(1000, 1)])).verdict).toBe(
      'inconclusive',
    );
  });
  it('reads higher-is-better the other way round', () => {
    const orders = (sum: number) => sample(0, 0, { values: { orders: { count: 1000, sum, sumSquares: sum } } });
    const gate = spec({ sli: 'orders', direction: 'higher_is_better', maxIncrease: 0.05 });
    expect(run(gate, memory([orders(94)], [orders(100)])).verdict).toBe('fail');
    expect(run(gate, memory([orders(96)], [orders(100)])).verdict).toBe('pass');
    expect(run(gate, memory([orders(150)], [orders(100)])).verdict).toBe('pass');
  });
  it('compares latency quantiles of histograms', () => {
    const latency = (counts: number[]) => sample(1000, 0, { latency: { bounds: [100, 200, 400], counts } });
    const gate = spec({ sli: 'latency_p95' });
    const fast = latency([900, 100, 0, 0]);
    expect(run(gate, memory([fast], [fast])).verdict).toBe('pass');
    const slow = run(gate, memory([latency([500, 100, 400, 0])], [fast]));
    expect(slow).toMatchObject({ verdict: 'fail', baseline: 150 });
    expect(slow.canary).toBeCloseTo(375);
  });
});

describe('limit', () => {
  it.each([
    [20, 'pass'],
    [21, 'fail'],
  ])('%i errors of 1,000 against 2 %%', (errors, verdict) => {
    const got = run(spec({ compare: 'limit', limit: 0.02 }), memory([sample(1000, errors)], []), {
      hasBaseline: false,
    });
    expect(got).toMatchObject({ verdict, method: 'threshold', compare: 'limit', bound: 0.02 });
  });
});

describe('failureLimit', () => {
  /** Errors of a thousand requests at each look, 1 % of the baseline; null where nothing has come since the last. */
  const looks = (errors: (number | null)[], failureLimit: number) => {
    let m = memory([], [sample(1000, 10)]);
    const canary: Sample[] = [];
    return errors.map((bad, i) => {
      if (bad !== null) canary.push(sample(1000, bad));
      const newestCanaryAt = bad === null ? m.newestCanaryAt : NOW - 10_000 + i;
      m = { ...m, canary: countsOf(canary), newestCanaryAt };
      const { evaluation, record } = evaluateGate('errors', spec({ failureLimit }), m, context);
      m = { ...m, gates: { errors: record } };
      return [evaluation.verdict, evaluation.failures, evaluation.satisfied];
    });
  };
  it('tolerates that many failing looks, each with new data, and then fails for good', () => {
    expect(looks([100, null, 100, 100, 0], 2)).toEqual([
      ['inconclusive', 1, false],
      ['inconclusive', 1, false],
      ['inconclusive', 2, false],
      ['fail', 3, false],
      ['fail', 3, false],
    ]);
  });
  it('counts one bad moment once, however long it weighs on the whole; success takes none back', () => {
    const well = Array.from({ length: 18 }, () => 10);
    expect(looks([10, 100, ...well, 300], 1)).toEqual([
      ['pass', 0, true],
      ...Array.from({ length: 16 }, () => ['inconclusive', 1, false]),
      ...Array.from({ length: 3 }, () => ['pass', 1, true]),
      ['fail', 2, false],
    ]);
  });
});

describe('a fresh look', () => {
  it('leaves out what was counted before it was asked for', () => {
    const bad = memory([sample(1000, 100)], [sample(1000, 10)]);
    const { record, evaluation } = evaluateGate('errors', spec(), bad, { ...context, resetAt: NOW });
    expect(evaluation.verdict).toBe('no_data');
    const later = {
      ...bad,
      canary: countsOf([sample(1000, 100), sample(500, 5)]),
      baseline: countsOf([sample(1000, 10), sample(500, 5)]),
      gates: { errors: record },
    };
    expect(evaluateGate('errors', spec(), later, { ...context, resetAt: NOW }).evaluation).toMatchObject({
      verdict: 'pass',
      effect: 1,
      samples: { canary: 500, baseline: 500 },
    });
  });
});

describe('recorded baseline', () => {
  it('is used, and said, where too little of the baseline is left', () => {
    const m = memory([sample(1000, 10)], [sample(3, 0)], { recorded: countsOf([sample(9000, 90)]) });
    expect(run(spec(), m)).toMatchObject({ baselineKind: 'recorded', samples: { baseline: 9000 } });
  });
  it.each([
    ['within the limit', 10, 'advance', 'inconclusive', true],
    ['within the limit, where only proof lets on', 10, 'pause', 'inconclusive', false],
    ['above the limit', 90, 'advance', 'fail', false],
  ] as const)('fails or is satisfied, and is never proven: %s', (_, errors, onInconclusive, verdict, satisfied) => {
    const m = memory([sample(1000, errors)], [sample(3, 0)], { recorded: countsOf([sample(9000, 90)]) });
    const got = run(spec({ onInconclusive }), m);
    expect(got).toMatchObject({ verdict, satisfied, baselineKind: 'recorded' });
  });
});
