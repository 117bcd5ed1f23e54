import { expect, test } from 'vitest';
import { cellWords, dayWords, stepOf } from './calendar-words';

const thursday = Date.parse('2026-11-26T00:00:00Z');

test('a day is named in full', () => {
  expect(dayWords(thursday)).toBe('Thursday 26 November');
  expect(cellWords({ at: thursday, today: true })).toEqual({ written: '26', said: 'November, Thursday, today' });
  const first = Date.parse('2026-12-01T00:00:00Z');
  expect(cellWords({ at: first, today: false })).toEqual({ written: '1 Dec', said: 'Tuesday' });
});

test('arrows move by days and weeks, Home and End to the ends of the week', () => {
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => stepOf(key, thursday))).toEqual([
    -1, 1, -7, 7,
  ]);
  expect([stepOf('Home', thursday), stepOf('End', thursday)]).toEqual([-3, 3]);
  const monday = Date.parse('2026-11-23T00:00:00Z');
  expect(stepOf('Home', monday)).toBe(-0);
  expect(stepOf('j', monday)).toBeNull();
});
