import { describe, expect, it } from 'vitest';
import { classify, judgeMetric } from './classify';
import { mean, meanRatio, percentile, withoutMissing, withoutOutliers } from './clean';
import { canTell, commonLanguage, shiftBetween } from './shift';
import { mannWhitneySpec } from './spec';

const spec = (change: Parameters<typeof mannWhitneySpec>[0] = {}) =>
  mannWhitneySpec({ confidence: 0.95, tolerance: 0.1, ...change });
const both = (low: number, high: number) => ({ allowedDecrease: low, allowedIncrease: high });
const times = (n: number, value: number): number[] => Array.from({ length: n }, () => value);
const HIGH = [20, 22, 21, 25, 30];
const LOW = [1, 2.2, 1.1, 2.5, 3];
const FAR = [54.9, 54.5, 55.1, 55.6, 57.4];

describe("the rest of Kayenta's ClassifierSuite", () => {
  it.each<[string, number[], number[], ReturnType<typeof spec>, string, boolean]>([
    ['identical populations', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], spec({ direction: 'decrease' }), 'Pass', false],
    ['majority tied', [1, 1, 1, 1, 10], times(5, 1), spec(), 'Pass', false],
    ['tied ranks with zeros', times(5, 10), times(5, 0), spec(), 'High', false],
    ['zero mean, low', times(5, 0), FAR, spec({ effect: both(0.8, 1.2) }), 'Low', false],
    ['zero mean, pass', times(5, 0), times(5, 0), spec({ effect: both(0.8, 1.2) }), 'Pass', false],
    ['missing canary data', [], [1, 2, 3, 4, 5], spec({ direction: 'decrease' }), 'Nodata', false],
    ['missing, replaced', [], [1, 2, 3, 4, 5], spec({ nanStrategy: 'replace' }), 'Pass', false],
    ['missing, must have data', [], [1, 2, 3], spec({ mustHaveData: true }), 'NodataFailMetric', false],
    ['missing, must have data, critical', [], [1], spec({ mustHaveData: true, critical: true }), 'Nodata', true],
    ['critical high', HIGH, LOW, spec({ critical: true, effect: { criticalIncrease: 1.2 } }), 'High', true],
    ['critical high by default', HIGH, LOW, spec({ critical: true }), 'High', true],
    [
      'high, not critically',
      HIGH,
      LOW,
      spec({ critical: true, effect: { allowedIncrease: 5, criticalIncrease: 13 } }),
      'High',
      false,
    ],
    ['a rise where only falls count', HIGH, LOW, spec({ direction: 'decrease' }), 'Pass', false],
    ['a fall where only rises count', LOW, HIGH, spec({ direction: 'increase' }), 'Pass', false],
    ['one against one', [2], [1], spec(), 'Error', false],
  ])('%s', (_, canary, baseline, given, classification, critical) => {
    const got = classify(baseline, canary, given);
    expect([got.classification, got.critical]).toEqual([classification, critical]);
  });
  it('has no ratio where a mean is 0, and 1 where the arms are the same', () => {
    expect(classify(times(5, 0), FAR, spec()).deviation).toBeNull();
    expect(classify(times(5, 0), times(5, 0), spec()).deviation).toBe(1);
  });
});

describe('cleaning', () => {
  it.each([
    ['removed', 'remove', [10.1, 20.2]],
    ['replaced by 0', 'replace', [0, 10.1, 0, 20.2, 0]],
  ] as const)('missing values %s', (_, strategy, expected) => {
    expect(withoutMissing([null, 10.1, Number.NaN, 20.2, Number.POSITIVE_INFINITY], strategy)).toEqual(expected);
  });
  it.each([
    [
      [21, 23, 24, 25, 50, 29, 23, 21],
      [21, 23, 24, 25, 29, 23, 21],
    ],
    [
      [1, 1, 1, 5, -1, -1, -1, -5],
      [1, 1, 1, -1, -1, -1],
    ],
    [[], []],
  ])('outliers of %j', (values, expected) => {
    expect(withoutOutliers(values, 1.5, false)).toEqual(expected);
  });
  it('is lenient with few values: the percentiles reach the extremes', () => {
    const values = [...times(200, 1), 50];
    expect(withoutOutliers(values, 3)).toEqual(times(200, 1));
    expect(withoutOutliers([1, 1, 1, 1, 50], 3)).toEqual([1, 1, 1, 1]);
    expect(withoutOutliers([1, 2, 3, 4, 16], 3)).toEqual([1, 2, 3, 4]);
  });
  it('outliers go only where asked for', () => {
    const canary = [...HIGH, 1000];
    expect(judgeMetric(LOW, canary, spec()).points.canary).toBe(6);
    expect(judgeMetric(LOW, canary, spec({ outliers: 'remove' })).points.canary).toBe(5);
  });
  it.each([
    [[0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], 5, 0.175],
    [[0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], 50, 1.75],
    [[0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], 100, 3.5],
    [[1], 100, 1],
  ])('percentile of %j at %d', (values, p, expected) => {
    expect(percentile(values, p)).toBeCloseTo(expected, 12);
  });
});

describe('effect sizes', () => {
  it('mean ratio', () => {
    expect(meanRatio(times(5, 10), times(5, 1))).toBe(10);
    expect(meanRatio(times(5, 10), times(5, 100))).toBe(0.1);
    expect(meanRatio(times(5, 10), times(5, 0))).toBeNull();
    expect(mean([0.1, 0.2, 0.3])).toBeCloseTo(0.2, 16);
  });
  it.each([
    ['identical', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], 0.5],
    ['no overlap', [1, 2, 3], [4, 5, 6], 0],
    ['all higher', [4, 5, 6], [1, 2, 3], 1],
    ['ties count half', [1, 2], [2, 3], 0.125],
  ])('common language: %s', (_, canary, baseline, expected) => {
    expect(commonLanguage(canary, baseline)).toBe(expected);
  });
});

describe('the interval of the shift', () => {
  it('turns round when the arms are exchanged', () => {
    const one = shiftBetween(HIGH, LOW, 0.95);
    const other = shiftBetween(LOW, HIGH, 0.95);
    // The ends only: ranks are steps, and the estimate is any shift on the step where they balance.
    expect((one?.lower ?? Number.NaN) + (other?.upper ?? Number.NaN)).toBeCloseTo(0, 3);
    expect((one?.upper ?? Number.NaN) + (other?.lower ?? Number.NaN)).toBeCloseTo(0, 3);
  });
  it('does not depend on the order of the values', () => {
    expect(shiftBetween([30, 20, 25, 22, 21], [3, 1, 2.2, 2.5, 1.1], 0.95)).toEqual(shiftBetween(HIGH, LOW, 0.95));
  });
  it('is blind below its absolute tolerance of 1e-4: rates ten times as high are not told apart', () => {
    const rates = Array.from({ length: 30 }, (_, i) => 1e-6 + i * 1e-8);
    const worse = rates.map((rate) => rate * 10);
    expect(classify(rates, worse, mannWhitneySpec()).shift?.upper).toBeLessThan(1e-4);
    const inPercent = (values: number[]) => values.map((value) => value * 1e6);
    expect(classify(inPercent(rates), inPercent(worse), mannWhitneySpec()).classification).toBe('High');
  });
  it.each([
    [0.95, 4],
    [0.98, 5],
    [0.99, 6],
  ])('at %f confidence needs %d points of each', (confidence, needed) => {
    expect([canTell(needed - 1, needed - 1, confidence), canTell(needed, needed, confidence)]).toEqual([false, true]);
  });
});
