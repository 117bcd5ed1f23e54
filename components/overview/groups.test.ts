import { describe, expect, it } from 'vitest';
import { CARDS, calling, cardOf, countCards, inFlight } from '@/components/attention/cards';
import { NOW, release } from '@/components/releases/testing/release';
import { byAttention } from '@/lib/releases/attention-order';
import type { Release } from '@/lib/releases/schema';
import { cardFacts, cardHint, groupOf, groupsOf, NO_FACTS, overviewSentence } from './groups';

const of = (attentionClass: number, change: Partial<Release> = {}): Release =>
  release({
    attention: { class: attentionClass, since: new Date(NOW - 600_000).toISOString(), priority: 0 },
    ...change,
  });

describe('cards', () => {
  it.each([
    [9, 'rollback_failed', 'hurting'],
    [8, 'paused', 'hurting'],
    [7, 'rolling_back', 'hurting'],
    [6, 'awaiting_approval', 'needs'],
    [5, 'paused', 'needs'],
    [4, 'holding', 'waiting'],
    [3, 'holding', 'holding'],
    [2, 'holding', 'holding'],
    [2, 'applying', 'moving'],
    [1, 'pending', 'moving'],
    [0, 'completed', 'finished'],
  ] as const)('class %i, %s is in %s', (attentionClass, status, card) =>
    expect(cardOf(of(attentionClass, { status }))).toBe(card),
  );

  it('partition the list and add up to the sentence', () => {
    const list = [9, 8, 6, 5, 5, 4, 4, 3, 2, 2, 1].map((c, i) => of(c, { id: String(i) }));
    const counts = countCards(list);
    expect(CARDS.reduce((sum, card) => sum + counts[card], 0)).toBe(list.length);
    expect(inFlight(counts)).toBe(list.length);
    expect(calling(counts)).toBe(5);
    expect(overviewSentence(counts)).toBe(
      '11 releases in flight: 2 hurting, 3 need a human, 2 waiting, 4 look after themselves.',
    );
  });

  it('speak in the singular and of nothing', () => {
    expect(overviewSentence(countCards([of(6)]))).toBe('1 release in flight: 1 needs a human.');
    expect(overviewSentence(countCards([of(2)]))).toBe('1 release in flight: 1 looks after itself.');
    expect(overviewSentence(countCards([of(0)]))).toBe('Nothing in flight.');
  });

  it('hint at the oldest, the next and the rolled back', () => {
    expect(cardHint('hurting', cardFacts([of(8)]), 0, NOW)).toBe('oldest 10\u202fmin');
    expect(cardHint('holding', cardFacts([of(2)]), 0, NOW)).toBe('next 27:00');
    expect(cardHint('finished', NO_FACTS, 1, NOW)).toBe('1 rolled back');
    expect(cardHint('finished', NO_FACTS, 0, NOW)).toBe('');
    expect(cardHint('waiting', NO_FACTS, 0, NOW)).toBe('');
  });

  it('holding and moving share a heading', () => {
    expect(groupOf(of(2))).toBe('running');
    expect(groupOf(of(1, { status: 'pending' }))).toBe('running');
  });
});

it('sorts by class, then priority, then id', () => {
  const list = [
    of(2, { id: 'b' }),
    of(8, { id: 'c' }),
    of(2, { id: 'a' }),
    { ...of(2, { id: 'd' }), attention: { class: 2, priority: 9, since: '' } },
  ];
  expect([...list].sort(byAttention).map((entry) => entry.id)).toEqual(['c', 'd', 'a', 'b']);
});

it('of what is over the last comes first, whatever its tier and exposure were', () => {
  const ended = (id: string, minutes: number, priority: number) => ({
    ...of(0, { id }),
    attention: { class: 0, priority, since: new Date(NOW - minutes * 60_000).toISOString() },
  });
  const list = [ended('old', 50, 900), ended('new', 1, 10), of(2, { id: 'flying' })];
  expect(list.sort(byAttention).map(({ id }) => id)).toEqual(['flying', 'new', 'old']);
});

describe('groups', () => {
  const rows = [
    of(8, { id: 'a', service: 'search', owner: 'find' }),
    of(5, { id: 'b', service: 'checkout', owner: 'shop' }),
    of(2, { id: 'c', service: 'search', owner: 'find' }),
    of(2, { id: 'd', service: 'cart', owner: 'shop' }),
  ];
  const shape = (groups: ReturnType<typeof groupsOf>) =>
    groups
      .filter((group) => group.rows.length > 0)
      .map(
        (group) => `${group.label}: ${group.rows.map(({ id }) => id).join(' ')}${group.note ? `, ${group.note}` : ''}`,
      );

  it.each([
    ['attention', ['Hurting: a', 'Needs a human: b', 'Running: c d']],
    ['service', ['search: a c, 1 hurting', 'checkout: b, 1 needs a human', 'cart: d']],
    ['team', ['find: a c, 1 hurting', 'shop: b d, 1 needs a human']],
    ['ring', ['broad: a b c d, 1 hurting, 1 needs a human']],
  ] as const)('by %s, the worst first', (by, expected) => expect(shape(groupsOf(rows, by))).toEqual(expected));

  it('put a release that waits for a ring in the ring it stands in', () => {
    const waits = of(6, { status: 'awaiting_approval' });
    expect(shape(groupsOf([waits], 'ring'))).toEqual(['early: 0199-checkout, 1 needs a human']);
  });

  it('keep a held row where it was', () => {
    expect(shape(groupsOf(rows, 'attention', () => 'running'))).toEqual(['Running: a b c d']);
  });
});
