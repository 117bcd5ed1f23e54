import { describe, expect, it } from 'vitest';
import {
  gapsOf,
  isBreach,
  nearest,
  placeLabels,
  tableRows,
  thin,
  tickWords,
  timeTicks,
  valueAxis,
  withHoles,
} from './chart-math';
import type { ChartPoint } from './types';

const at = (text: string) => Date.parse(`2026-11-19T${text}Z`);
const point = (t: number, canary: number | null, change: Partial<ChartPoint> = {}): ChartPoint => ({
  t,
  canary,
  baseline: 1,
  ...change,
});
const run = (count: number, value: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => point(i * 10, value(i)));

describe('axes', () => {
  it('names each tick as it lies: 0.025, 0.05 and 0.075 % are evenly spaced', () => {
    expect([0, 0.00025, 0.0005, 0.00075, 0.0001, 0.05, 1].map((tick) => tickWords(tick, 'share'))).toEqual([
      '0',
      '0.025',
      '0.05',
      '0.075',
      '0.01',
      '5',
      '100',
    ]);
    expect(tickWords(1200, 'ms')).toBe('1,200');
  });
  it('puts time ticks on round UTC minutes', () => {
    const ticks = timeTicks(at('14:04:07'), at('14:32:10'), 600);
    expect(ticks.map((t) => new Date(t).toISOString().slice(11, 16))).toEqual([
      '14:05',
      '14:10',
      '14:15',
      '14:20',
      '14:25',
      '14:30',
    ]);
  });

  it('starts shares at zero and leaves 15 % above the largest of limit and values', () => {
    const axis = valueAxis({ points: [point(0, 0.4, { limit: 0.65 })], unit: 'share' });
    expect(axis.bottom).toBe(0);
    expect(axis.top).toBeCloseTo(1.15);
  });

  it('may start latency above zero and says so', () => {
    const axis = valueAxis({ points: [point(0, 410, { baseline: 405 })], unit: 'ms' });
    expect(axis.broken).toBe(true);
    expect(axis.bottom).toBeGreaterThan(300);
  });

  it('never shrinks below a top that was shown', () =>
    expect(valueAxis({ points: [point(0, 0.1, { baseline: 0.1 })], unit: 'share' }, 0.9).top).toBe(0.9));

  it('is not stretched by a limit that holds no canary', () => {
    const first = point(0, null, { baseline: 0, limit: 43 });
    expect(
      valueAxis({ points: [first, point(10, 0.1, { baseline: 0.1, limit: 0.2 })], unit: 'share' }).top,
    ).toBeCloseTo(0.23);
    expect(valueAxis({ points: [first], unit: 'share' }).top).toBeCloseTo(49.45);
  });
});

describe('gaps', () => {
  const points = [point(0, 1), point(10, 1), point(40, 1), point(50, 1)];
  it('breaks the line where buckets are missing', () =>
    expect(withHoles(points, 10, 'above').map((p) => p.canary)).toEqual([1, 1, null, 1, 1]));
  it('names the stretch and the silent end', () =>
    expect(gapsOf(points, 10, 100)).toEqual([
      { from: 20, to: 40, tail: false },
      { from: 60, to: 100, tail: true },
    ]));
  it('does not call one late bucket silence', () => expect(gapsOf(points, 10, 75).some((gap) => gap.tail)).toBe(false));
});

describe('breach', () => {
  it('is past the limit in the bad direction only', () => {
    expect(isBreach(point(0, 2, { limit: 1 }), 'above')).toBe(true);
    expect(isBreach(point(0, 2, { limit: 1 }), 'below')).toBe(false);
    expect(isBreach(point(0, null, { limit: 1 }), 'above')).toBe(false);
    expect(isBreach(point(0, 2), 'above')).toBe(false);
  });
});

describe('thinning', () => {
  it('keeps a single spike of ten thousand buckets', () => {
    const many = withHoles(
      run(10_000, (i) => (i === 7_777 ? 99 : 1)),
      10,
      'above',
    );
    const { points, thinned } = thin(many, 600);
    expect(thinned).toBe(true);
    expect(points.length).toBeLessThanOrEqual(600);
    expect(Math.max(...points.map((p) => p.canary ?? 0))).toBe(99);
    expect(points.every((p, i) => i === 0 || p.t > (points[i - 1]?.t ?? 0))).toBe(true);
  });
});

describe('labels', () => {
  it('pushes them 14 px apart, in the order of the lines', () => {
    const [a = 0, b = 0, c = 0] = placeLabels([50, 52, 20], 144);
    expect(c).toBe(20);
    expect(b - a).toBeGreaterThanOrEqual(14);
  });
  it('stays inside the plot at the bottom', () => {
    const placed = placeLabels([143, 144, 142], 144);
    expect(Math.max(...placed)).toBeLessThanOrEqual(144);
    expect([...placed].sort((x, y) => x - y).every((y, i, all) => i === 0 || y - (all[i - 1] ?? 0) >= 14)).toBe(true);
  });
});

describe('hover and table', () => {
  it('finds the nearest bucket, or none in a gap', () => {
    const points = [point(0, 1), point(10, 2), point(100, 3)];
    expect(nearest(points, 13, 10)?.canary).toBe(2);
    expect(nearest(points, 55, 10)).toBeUndefined();
  });
  it('is newest first, at most sixty rows, keeps the worst and names the gap', () => {
    const points = [...run(100, (i) => (i === 31 ? 9 : 1)), point(5000, 2)];
    const rows = tableRows(points, 10, 'above');
    expect(rows.length).toBeLessThanOrEqual(62);
    expect(rows[0]).toMatchObject({ t: 5000 });
    expect(rows.some((row) => 'from' in row)).toBe(true);
    expect(rows.some((row) => 'canary' in row && row.canary === 9)).toBe(true);
  });
});
