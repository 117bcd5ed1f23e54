import { describe, expect, it } from 'vitest';
import { type PaletteItem, rankItems } from './rank';

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
  it('finds letters in order', () => expect(found('ovrvw')).toEqual(['overview']));
  it('finds nothing for nonsense', () => expect(found('zzz')).toEqual([]));
});
