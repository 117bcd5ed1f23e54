import { expect, it } from 'vitest';
import { MOST_VIEWS, readViews, sameView, suggestedName, withoutView, withView } from './saved-views';

const mine = { name: 'My team', query: 'q=team%3Astorefront' };

it.each([
  [null, []],
  ['', []],
  ['nonsense', []],
  ['{"a":1}', []],
  ['[1,{"name":"x"}]', []],
  [JSON.stringify([mine]), [mine]],
])('reads %j', (text, views) => expect(readViews(text)).toEqual(views));

it('keeps, replaces and forgets', () => {
  const one = withView([], mine);
  expect(one).toEqual([mine]);
  expect(withView(one, { ...mine, query: 'by=team' })).toEqual([{ ...mine, query: 'by=team' }]);
  expect(withoutView(one, 'My team')).toEqual([]);
  const many = Array.from({ length: MOST_VIEWS }, (_, i) => ({ name: String(i), query: '' }));
  expect(withView(many, mine)).toHaveLength(MOST_VIEWS);
  expect(withView(many, mine).at(-1)).toEqual(mine);
});

it.each([
  ['card=needs&by=team', 'by=team&card=needs', true],
  ['', '', true],
  ['by=team', '', false],
])('%s and %s', (a, b, same) => expect(sameView(a, b)).toBe(same));

it.each([
  ['card=needs&by=team', 'needs by team'],
  ['q=tier%3A1+blocker%3Afreeze', 'tier:1 blocker:freeze'],
  ['', ''],
])('suggests for %s', (query, name) => expect(suggestedName(query)).toBe(name));
