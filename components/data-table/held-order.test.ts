import { describe, expect, it } from 'vitest';
import { holdOrder, rowsToMove } from './held-order';

describe('held order', () => {
  it.each([
    ['nothing changed', 'abc', 'abc', 'abc', 0],
    ['one wants to the top', 'abc', 'cab', 'abc', 1],
    ['reversed', 'abc', 'cba', 'abc', 2],
    ['one is gone', 'abc', 'ac', 'ac', 0],
    ['a new one comes after its neighbour', 'abc', 'abxc', 'abxc', 0],
    ['a new one on top', 'abc', 'xabc', 'xabc', 0],
    ['new and moving', 'abc', 'cxab', 'abcx', 2],
  ])('%s', (_name, shown, next, expected, moves) => {
    const held = holdOrder([...shown], [...next]);
    expect(held.join('')).toBe(expected);
    expect(rowsToMove(held, [...next])).toBe(moves);
  });
});
