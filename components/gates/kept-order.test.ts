import { expect, it } from 'vitest';
import { keptOrder } from './kept-order';

const named = (text: string) => [...text].map((name) => ({ name }));
it.each([
  ['abc', 'abc', 'abc'],
  ['cab', 'abc', 'abc'],
  ['dcab', 'ba', 'badc'],
  ['ab', 'bxa', 'ba'],
  ['ba', '', 'ba'],
])('%s held as %s: %s', (items, names, shown) =>
  expect(
    keptOrder(named(items), [...names])
      .map(({ name }) => name)
      .join(''),
  ).toBe(shown),
);
