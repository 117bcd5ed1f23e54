import { expect, it } from 'vitest';
import { createMemory } from './news';

type One = { id: string; is: string };
const one = (id: string, is: string): One => ({ id, is });

it('tells what is another object than before, with what it was, and what was not there', () => {
  const changedIn = createMemory<One>();
  const [a, b, c] = [one('a', 'new'), one('b', 'new'), one('c', 'new')];
  expect(changedIn([a, b])).toEqual([
    [undefined, a],
    [undefined, b],
  ]);
  expect(changedIn([b, a])).toEqual([]);
  const later = one('b', 'failing');
  expect(changedIn([a, later, c])).toEqual([
    [b, later],
    [undefined, c],
  ]);
  expect(changedIn([a, later, c])).toEqual([]);
});

it('knows one that was away for a while, and forgets those that are long gone', () => {
  const changedIn = createMemory<One>();
  const first = one('a', 'new');
  changedIn([first]);
  changedIn([]);
  const back = one('a', 'back');
  expect(changedIn([back])).toEqual([[first, back]]);
  for (let day = 0; day < 30; day += 1) changedIn(Array.from({ length: 100 }, (_, i) => one(`${day}-${i}`, 'new')));
  const again = one('a', 'again');
  expect(changedIn([again])).toEqual([[undefined, again]]);
});
