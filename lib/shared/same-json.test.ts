import { expect, test } from 'vitest';
import { sameJson } from './same-json';

test.each([
  [{ a: 1, b: [{ c: null, d: 'x' }] }, { b: [{ d: 'x', c: null }], a: 1 }, true],
  [{ a: 1, until: undefined }, { a: 1 }, true],
  [{ a: 1, until: undefined }, { a: 1, until: null }, false],
  [{ a: undefined }, { b: 1 }, false],
  [{ a: undefined, b: 1 }, { a: 1, b: undefined }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [[], null, false],
  [{}, null, false],
  ['1', 1, false],
  [0.1 + 0.2, 0.3, false],
])('%o and %o: %s', (a, b, same) => {
  expect(sameJson(a, b)).toBe(same);
  expect(sameJson(b, a)).toBe(same);
});
