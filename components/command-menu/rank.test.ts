import { describe, expect, it } from 'vitest';
import { isSlip, type PaletteItem, rankItems } from './rank';

const item = (id: string, label: string, change: Partial<PaletteItem> = {}): PaletteItem => ({
  id,
  label,
  group: 'Actions',
  run: () => undefined,
  ...change,
});

const ITEMS = [
  item('overview', 'Overview', { group: 'Pages' }),
  item('roll-search', 'Roll back search 8.0.3'),
  item('roll-checkout', 'Roll back checkout 2.4.1', { hurting: true }),
  item('kill', 'Kill switch: checkout'),
  item('cart', 'cart-worker 1.0.0', { group: 'Releases' }),
  item('checkout', 'checkout 2.4.1', { group: 'Releases', keywords: ['storefront'] }),
];
const found = (query: string) => rankItems(ITEMS, query).map((entry) => entry.id);

describe('rankItems', () => {
  it('puts the hurting rollback first when nothing is typed, so that ⌘K ↵ ↵ rolls back', () =>
    expect(found('')[0]).toBe('roll-checkout'));
  it('finds by words in any order', () => expect(found('che roll')).toEqual(['roll-checkout']));
  it('prefers a prefix to a word inside', () =>
    expect(found('checkout').slice(0, 2)).toEqual(['roll-checkout', 'checkout']));
  it('finds by keyword', () => expect(found('storefront')).toEqual(['checkout']));
  it('finds a version beside a service whose name holds the same letters', () => {
    const both = [
      item('service', 'api-37', { group: 'Services', keywords: ['api-37', 'shop'] }),
      item('release', 'api-37 3.0.0', { group: 'Releases' }),
    ];
    expect(rankItems(both, 'api-37 3').map(({ id }) => id)).toEqual(['release']);
    expect(rankItems(both, 'api-37')[0]?.id).toBe('service');
  });
  it('finds two words written as one', () =>
    expect(rankItems([item('c', 'On call')], 'oncall').map(({ id }) => id)).toEqual(['c']));
  it('finds letters in order', () => expect(found('ovrvw')).toEqual(['overview']));
  it.each([
    ['chekcout', 'checkout'],
    ['chckout', 'checkout'],
    ['checkkout', 'checkout'],
    ['checkuot', 'checkout'],
    ['chrckout', 'checkout'],
    ['overveiw', 'overview'],
    ['roll chekout', 'roll-checkout'],
    ['cart-wrker', 'cart'],
  ])('forgives “%s”', (query, id) => expect(found(query)).toContain(id));
  it('a page that is named comes before an action whose letters only fit', () => {
    const list = [item('page', 'Rollouts'), item('hurting', 'Roll back outs', { hurting: true })];
    expect(rankItems(list, 'rollouts').map(({ id }) => id)[0]).toBe('page');
  });
  it('what was chosen last breaks a tie, and no more', () => {
    const page = (id: string, label: string) => item(id, label, { group: 'Pages' });
    const list = [page('a', 'Audit'), page('b', 'Audits'), page('c', 'An audit')];
    expect(rankItems(list, 'aud', ['b', 'c']).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(rankItems(list, '', ['b', 'c']).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
  it('an action that was done is not offered before others', () => {
    const list = [item('a', 'Pause cart'), item('kill', 'Kill cart')];
    expect(rankItems(list, 'cart', ['kill']).map(({ id }) => id)).toEqual(['a', 'kill']);
  });
  it('puts what is in view before the rest', () => {
    const list = [item('a', 'Pause cart'), item('b', 'Pause search', { inView: true })];
    expect(rankItems(list, 'pause').map(({ id }) => id)).toEqual(['b', 'a']);
  });
  it('finds nothing for nonsense', () => expect(found('zzz')).toEqual([]));
});

describe('a slip', () => {
  it.each([
    ['abcd', 'abcd', true],
    ['abdc', 'abcd', true],
    ['abcx', 'abcd', true],
    ['abc', 'abcd', true],
    ['abcde', 'abcd', true],
    ['badc', 'abcd', false],
    ['ab', 'abcd', false],
  ])('%s for %s', (a, b, slip) => expect(isSlip(a, b)).toBe(slip));
});
