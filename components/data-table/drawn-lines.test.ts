import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, drawnLines } from './drawn-lines';

const range = (startIndex: number, endIndex: number, count = 1000) => ({ startIndex, endIndex, count });
const ends = (lines: readonly number[]) => [lines.at(0), lines.at(-1)];

describe('which lines are drawn', () => {
  it.each([
    ['the top of a list', range(0, 24), -1, [0, 35]],
    ['a few rows on: the same', range(3, 27), -1, [0, 35]],
    ['in the middle', range(100, 124), -1, [96, 131]],
    ['the end', range(975, 999), -1, [972, 999]],
    ['a short list', range(0, 4, 5), -1, [0, 4]],
    ['a row with the focus above', range(100, 124), 7, [7, 131]],
    ['a row with the focus below', range(100, 124), 500, [96, 500]],
    ['a row with the focus that is no more', range(0, 4, 5), 9, [0, 4]],
  ])('%s', (_name, asked, kept, expected) => {
    expect(ends(drawnLines(asked, kept))).toEqual(expected);
  });

  it('has every line in view, once and in order, whatever is kept', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(60),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: -1, max: 700 }),
        (...asked) => {
          const [start, length, count, kept] = asked;
          const startIndex = Math.min(start, count - 1);
          const endIndex = Math.min(startIndex + length, count - 1);
          const drawn = drawnLines({ startIndex, endIndex, count }, kept);
          for (let line = startIndex; line <= endIndex; line += 1) expect(drawn).toContain(line);
          if (kept >= 0 && kept < count) expect(drawn).toContain(kept);
          expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
          expect(Math.max(...drawn)).toBeLessThan(count);
        },
      ),
    );
  });

  it('changes what is mounted once in so many rows, not at each', () => {
    const seen = new Set(
      Array.from({ length: 80 }, (_, place) => drawnLines(range(100 + place, 124 + place), -1).join()),
    );
    expect(seen.size).toBeLessThanOrEqual(80 / BLOCK + 1);
  });
});
