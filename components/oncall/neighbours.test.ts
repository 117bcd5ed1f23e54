import { describe, expect, it } from 'vitest';
import { groupChanges, hurtOf, nearness } from './neighbours';

const hurt = hurtOf([
  { service: 'checkout', owner: 'shop', plan: 'careful' },
  { service: 'cart', owner: 'shop', plan: 'standard' },
]);
const owners: Record<string, string> = { checkout: 'shop', cart: 'shop', wishlist: 'shop', search: 'find' };
const ownerOf = (service: string) => owners[service];

describe('how near a change is', () => {
  it.each([
    ['checkout', 'same'],
    ['cart', 'same'],
    ['wishlist', 'team'],
    ['search', 'other'],
    ['gone', 'other'],
    [null, 'team'],
  ])('%s: %s', (service, near) => expect(nearness({ service, chain: 'x' }, hurt, ownerOf)).toBe(near));

  it.each([
    ['plan:careful', 'same'],
    ['plan:other', 'other'],
    ['freeze:all', 'team'],
  ])('%s: %s', (chain, near) => expect(nearness({ service: null, chain }, hurt, ownerOf)).toBe(near));
});

it('puts the same service first, then its team, then the rest, each in the order of time', () => {
  const events = ['search', 'wishlist', 'checkout', null, 'cart'].map((service, id) => ({ id, service, chain: 'x' }));
  expect(groupChanges(events, hurt, ownerOf).map(({ title, events: of }) => [title, of.map(({ id }) => id)])).toEqual([
    ['On cart and checkout', [2, 4]],
    ['Neighbours: team shop, and what concerns everything', [1, 3]],
    ['Elsewhere', [0]],
  ]);
});

it('says where nothing changed', () =>
  expect(groupChanges([], hurt, ownerOf).map(({ events }) => events.length)).toEqual([0, 0, 0]));

it('keeps a long list short', () => {
  const many = hurtOf(['a', 'b', 'c', 'd'].map((service) => ({ service, owner: service, plan: service })));
  expect(groupChanges([], many, ownerOf)[0]?.title).toBe('On a, b and 2 more');
});
