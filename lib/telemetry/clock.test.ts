import { describe, expect, it } from 'vitest';
import { skewOf, unbelievable } from './clock';

const now = Date.parse('2026-11-21T12:00:00Z');
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('the clock of a sender', () => {
  it.each([
    [0, null],
    [-HOUR, null],
    [MINUTE, null],
    [3 * MINUTE, /^clock 3 min ahead: the interval starts at 2026-11-21T12:03:00.000Z, here it is 2026-11-21T12:00/],
    [2 * HOUR, /^clock 2 h ahead/],
    [400 * DAY, /^clock 400 days ahead/],
    [-89 * DAY, null],
    [-91 * DAY, /^older than the 90 days that are kept$/],
  ])('believes an interval %i ms from now, or says why not', (offset, reason) => {
    const said = unbelievable(now + offset, now, 90 * DAY);
    if (reason === null) expect(said).toBeNull();
    else expect(said).toMatch(reason);
  });

  it('reports how far a sender is off by the end of its newest interval', () => {
    const at = (offset: number) => skewOf({ at: now + offset, intervalMs: 10 * SECOND }, now);
    expect([at(-10 * SECOND), at(-MINUTE), at(MINUTE)]).toEqual([null, null, null]);
    expect(at(HOUR)).toBe(HOUR);
    expect(at(-HOUR)).toBe(-HOUR + 10 * SECOND);
  });
});
