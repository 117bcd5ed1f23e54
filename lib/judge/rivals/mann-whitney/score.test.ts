import { describe, expect, it } from 'vitest';
import { type ScoredMetric, scoreCanary } from './score';

const metric = (
  classification: ScoredMetric['classification'],
  group = 'one',
  more: Partial<ScoredMetric> = {},
): ScoredMetric => ({ classification, critical: false, reason: null, groups: [group], ...more });
const critical = { critical: true };
const score = (metrics: ScoredMetric[], weights: Record<string, number> = {}) =>
  scoreCanary(metrics, weights, { pass: 95, marginal: 75 });

describe("Kayenta's ScorerSuite", () => {
  it.each<[string, ScoredMetric[], Record<string, number>, number]>([
    ['single metric, pass', [metric('Pass')], {}, 100],
    ['single metric, fail', [metric('High')], {}, 0],
    ['single group without data', [metric('Nodata')], {}, 0],
    ['two groups, one without data', [metric('Pass'), metric('Pass'), metric('Nodata', 'two')], {}, 100],
    ['one group, two metrics', [metric('Pass'), metric('High')], {}, 50],
    ['one group, three metrics', [metric('Pass'), metric('High'), metric('Low')], {}, 33.33],
    ['two groups, weighted', [metric('Pass'), metric('Pass'), metric('High', 'two')], { one: 75, two: 25 }, 75],
    ['two groups, equal', [metric('Pass'), metric('High'), metric('High', 'two')], { one: 50, two: 50 }, 25],
    ['one metric without data', [metric('Pass'), metric('Nodata'), metric('High', 'two')], { one: 50, two: 50 }, 50],
    ['a critical failure', [metric('Pass'), metric('High', 'one', critical)], {}, 0],
    ['a critical pass', [metric('Low'), metric('Pass', 'one', critical)], {}, 50],
    ['a critical one without data', [metric('Pass'), metric('Nodata', 'one', critical)], {}, 0],
    ['unequal', [metric('High'), metric('Low'), metric('Pass'), metric('High', 'two')], { one: 15, two: 85 }, 5],
  ])('%s', (_, metrics, weights, expected) => {
    expect(score(metrics, weights).score).toBe(expected);
  });
});

describe('the score of a canary', () => {
  it.each<[string, ScoredMetric[], string]>([
    ['passes from the upper threshold on', Array.from({ length: 20 }, (_, i) => metric(i ? 'Pass' : 'Low')), 'Pass'],
    ['is marginal between', [metric('Pass'), metric('Pass'), metric('Pass'), metric('High')], 'Marginal'],
    ['fails below', [metric('Pass'), metric('High')], 'Fail'],
  ])('%s', (_, metrics, classification) => {
    expect(score(metrics).classification).toBe(classification);
  });
  it('says why nothing counts', () => {
    expect(score([metric('Pass'), metric('Nodata')])).toMatchObject({
      score: 0,
      reason: expect.stringContaining('50'),
    });
    expect(score([metric('High', 'one', { critical: true, reason: 'High' })])).toMatchObject({
      reason: 'a critical metric failed: High',
    });
  });
  it('counts required data that is missing as a failure, other missing data not', () => {
    expect(score([metric('Pass'), metric('Pass'), metric('NodataFailMetric')]).score).toBe(66.67);
    expect(score([metric('Pass'), metric('Pass'), metric('Nodata')]).score).toBe(100);
  });
  it('leaves muted metrics out and shares what the weights leave', () => {
    expect(score([metric('Pass'), metric('High', 'two', { muted: true })]).score).toBe(100);
    const three = [metric('High'), metric('Pass', 'two'), metric('Pass', 'three')];
    expect(score(three, { one: 40 }).score).toBe(60);
  });
  it('counts a metric in each of its groups', () => {
    const both = metric('High', 'one', { groups: ['one', 'two'] });
    expect(score([both, metric('Pass', 'one'), metric('Pass', 'one')], { one: 50, two: 50 }).groups).toEqual([
      { name: 'one', score: (2 / 3) * 100, hasData: true },
      { name: 'two', score: 0, hasData: true },
    ]);
  });
});
