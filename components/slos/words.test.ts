import { expect, it } from 'vitest';
import { paceWords } from './words';

const DAY = 86_400_000;

it.each([
  [null, 0.5, 'lasts at this pace'],
  [20_518 * DAY, 1, 'lasts at this pace'],
  [9 * DAY, 0.5, 'spent in 9 d at this pace'],
  [46.2 * DAY, 0.5, 'spent in 46 d at this pace'],
  [2.25 * DAY, 0.5, 'spent in 2 d 6 h at this pace'],
  [0, -0.1, 'spent'],
  [DAY, null, ''],
])('a budget that is spent in %s ms, of which %s is left: %s', (inMs, remaining, words) =>
  expect(paceWords({ remaining, exhaustion: { inMs, at: null, pace: '1d' } }).replaceAll('\u202f', ' ')).toBe(words),
);
