import { expect, test } from 'vitest';
import { burnDownView, pathOf } from './burn-down-view';

const day = (n: number) => new Date(Date.UTC(2026, 10, n)).toISOString();
const point = (at: string, remaining: number) => ({ at, remaining, total: 100, bad: 1 });
const base = { start: day(1), end: day(11), now: day(6), points: [], markers: [] };

test('the ideal line goes from all of the budget to none over the whole window', () => {
  const view = burnDownView(base, 660);
  expect(view.ideal).toEqual({ from: [0, 0], to: [500, view.plotHeight] });
  expect(view.line).toEqual([]);
});

test('what is left begins whole, is level where nothing was counted, and goes on to now', () => {
  const hours = [point('2026-11-03T00:00:00Z', 0.8), point('2026-11-03T01:00:00Z', 0.7), point(day(5), 0.5)];
  const view = burnDownView({ ...base, points: hours }, 660);
  expect(view.line.map(({ at, left }) => [new Date(at).toISOString().slice(8, 13), left])).toEqual([
    ['01T00', 1],
    ['02T23', 1],
    ['03T00', 0.8],
    ['03T01', 0.7],
    ['04T23', 0.7],
    ['05T00', 0.5],
    ['06T00', 0.5],
  ]);
  expect(pathOf(view).match(/[ML]/g)).toHaveLength(7);
  expect(view.ticks).toEqual([1, 0.5, 0]);
});

test.each([
  [-0.4, [1, 0.5, 0, -0.5]],
  [-3, [1, 0.5, 0, -2, -4]],
])('an overspent budget of %d is drawn below none', (left, ticks) => {
  const view = burnDownView({ ...base, points: [point(day(5), left)] }, 660);
  expect(view.ticks).toEqual(ticks);
  expect(view.y(left)).toBeLessThanOrEqual(view.plotHeight);
  expect(view.y(left)).toBeGreaterThan(view.y(0));
});

test('markers beside each other do not cover each other', () => {
  const marker = (at: string) => ({ at, until: null, kind: 'release' as const, id: at, label: '1' });
  const { markers } = burnDownView(
    { ...base, markers: [marker(day(5)), marker('2026-11-05T01:00:00.000Z'), marker(day(2))] },
    660,
  );
  expect(markers.map(({ row }) => row)).toEqual([0, 0, 1]);
});
