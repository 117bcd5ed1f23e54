import { describe, expect, it } from 'vitest';
import { evaluateMannWhitney, pointsNeeded } from './gate';
import { addReading, MOST_POINTS, POINT_MS, type Point, type PointReading, readingsOf } from './points';
import { mannWhitneySpec, specOfGate } from './spec';

const T0 = Date.parse('2026-11-19T14:00:00Z');
const spec = mannWhitneySpec();
/** Points of given error rates over 1,000 requests a minute; null says nothing. */
const points = (canary: (number | null)[], baseline: (number | null)[]): Point[] =>
  canary.map((rate, index) => {
    const base = baseline[index] ?? null;
    return [
      T0 + index * POINT_MS,
      (rate ?? 0) * 1000,
      rate === null ? 0 : 1000,
      (base ?? 0) * 1000,
      base === null ? 0 : 1000,
    ];
  });
/** Rates that rise a little each minute. */
const rates = (n: number, from: number) => Array.from({ length: n }, (_, i) => from + i * 0.001);

describe('points', () => {
  const readings: PointReading[] = Array.from({ length: 60 }, (_, i) => ({
    at: T0 + ((i * 37) % 60) * 10_000,
    cohort: i % 2 === 0 ? 'canary' : 'baseline',
    sum: i,
    weight: 100,
  }));
  const fold = (list: PointReading[]) => list.reduce<Point[]>((rows, reading) => addReading(rows, reading), []);
  it('sum the slots of a minute, whatever the order of arrival', () => {
    const rows = fold(readings);
    expect(rows).toHaveLength(10);
    expect(rows).toEqual(fold(readings.toReversed()));
    expect(rows.map((row) => row[0])).toEqual(Array.from({ length: 10 }, (_, i) => T0 + i * POINT_MS));
  });
  it('keep the newest four hours, whatever the order of arrival', () => {
    const many = Array.from({ length: MOST_POINTS + 20 }, (_, i) => ({
      at: T0 + i * POINT_MS,
      cohort: 'canary' as const,
      sum: i,
      weight: 1,
    }));
    const rows = fold(many);
    expect(rows).toHaveLength(MOST_POINTS);
    expect(rows[0]?.[0]).toBe(T0 + 20 * POINT_MS);
    expect(fold(many.toReversed())).toEqual(rows);
  });
  it('are sum over weight, null without one, and leave the unfinished minute out', () => {
    const rows = points([0.1, null], [0.2, 0.3]);
    expect(readingsOf(rows)).toEqual({ canary: [0.1, null], baseline: [0.2, 0.3] });
    expect(readingsOf(rows, T0 + 119_000)).toEqual({ canary: [0.1], baseline: [0.2] });
  });
});

describe('a gate', () => {
  it.each([
    ['worse', points(rates(10, 0.1), rates(10, 0.01)), 'fail', 'worse', 'High'],
    ['better, where both directions count', points(rates(10, 0.01), rates(10, 0.1)), 'fail', 'worse', 'Low'],
    ['alike', points(rates(10, 0.01), rates(10, 0.0102)), 'pass', 'nothing_found', 'Pass'],
    ['identical', points(rates(10, 0.01), rates(10, 0.01)), 'pass', 'identical', 'Pass'],
    ['no points', [], 'no_data', 'no_points', 'Nodata'],
    ['nothing of the canary', points([null, null], [0.1, 0.2]), 'no_data', 'missing_arm', 'Nodata'],
    ['nothing of the baseline', points([0.1, 0.2], [null, null]), 'no_data', 'missing_arm', 'Nodata'],
    ['too few to tell', points(rates(4, 0.01), rates(4, 0.0102)), 'inconclusive', 'too_few_points', 'Pass'],
    ["two against two, Kayenta's High", points([0.5, 0.6], [0.1, 0.2]), 'inconclusive', 'too_few_points', 'High'],
  ])('%s', (_, rows, verdict, reason, classification) => {
    expect(evaluateMannWhitney(rows, spec)).toMatchObject({ verdict, reason, classification });
  });
  it('answers with its numbers', () => {
    const got = evaluateMannWhitney(points(rates(10, 0.1), rates(10, 0.01)), spec);
    expect(got.points).toEqual({ canary: 10, baseline: 10, needed: 5 });
    expect(got.interval?.estimate).toBeCloseTo(0.09, 3);
    expect(got.bound).toBeCloseTo(0.0225, 3);
    expect(got.effect).toBeCloseTo(0.1045 / 0.0145, 10);
    expect(got.ratio).toBe(got.effect);
  });
  it('judges only whole minutes', () => {
    const rows = points(rates(5, 0.1), rates(5, 0.01));
    expect(evaluateMannWhitney(rows, spec, T0 + 5 * POINT_MS - 1).verdict).toBe('inconclusive');
    expect(evaluateMannWhitney(rows, spec, T0 + 5 * POINT_MS).verdict).toBe('fail');
  });
  it('never fails for missing data, required or not', () => {
    const rows = points([null, null, null, null, null], rates(5, 0.1));
    expect(evaluateMannWhitney(rows, mannWhitneySpec({ mustHaveData: true })).verdict).toBe('no_data');
  });
  it.each([
    ['lower_is_better', 0.1, 'fail'],
    ['lower_is_better', 0.013, 'pass'],
    ['lower_is_better', 0.001, 'pass'],
    ['higher_is_better', 0.1, 'pass'],
    ['higher_is_better', 0.001, 'fail'],
  ] as const)('of a plan, %s, canary from %f: %s', (direction, from, verdict) => {
    const gate = specOfGate({ direction, maxIncrease: 0.5, critical: false });
    expect(evaluateMannWhitney(points(rates(10, from), rates(10, 0.01)), gate).verdict).toBe(verdict);
  });
  it('needs as many points as the confidence asks for', () => {
    expect([0.95, 0.98, 0.99].map(pointsNeeded)).toEqual([4, 5, 6]);
  });
});
