import { describe, expect, test } from 'vitest';
import { failRate } from './dora';
import { healthOf } from './executive';
import { statusSentences, type Told } from './sentences';

const now = Date.UTC(2026, 10, 19, 14, 32, 10);
const hurting = (service: string, exposure: number, leaving = false, rising = false) => ({
  id: service,
  service,
  version: '1',
  exposure,
  leaving,
  rising,
});
const told = (inFlight: Partial<Told['inFlight']>, extra: Partial<Told> = {}): Told => ({
  inFlight: { total: 0, hurting: [], needsHuman: 0, waiting: 0, running: 0, ...inFlight },
  usersAffected: { now: null, days7: null, days7Before: null },
  dataAt: new Date(now - 2_000).toISOString(),
  ...extra,
});
const users = (n: number) => ({ usersAffected: { now: n, days7: null, days7Before: null } });

describe('the statement', () => {
  test.each<[string, Told, string]>([
    ['nothing', told({}), 'No release is under way, so none is hurting anyone.'],
    ['one, well', told({ total: 1, running: 1 }), 'No release is hurting anyone. One is on its way.'],
    [
      'calm',
      told({ total: 14, waiting: 2, needsHuman: 3 }),
      'No release is hurting anyone. Fourteen are on their way; five wait.',
    ],
    ['one waits', told({ total: 2, waiting: 1 }), 'No release is hurting anyone. Two are on their way; one waits.'],
    [
      'the only one waits',
      told({ total: 1, needsHuman: 1 }),
      'No release is hurting anyone. One is on its way and waits.',
    ],
    ['both wait', told({ total: 2, waiting: 2 }), 'No release is hurting anyone. Two are on their way; both wait.'],
    [
      'two hurt',
      told(
        { total: 14, hurting: [hurting('search', 15), hurting('checkout', 5)], waiting: 2, needsHuman: 3 },
        users(19_000),
      ),
      'Two of fourteen releases have a problem. Neither is spreading; up to 15\u202f% of search and checkout users, about 19\u202fk, could meet them. The other twelve hurt no one; five wait.',
    ],
    [
      'one hurts, alone',
      told({ total: 1, hurting: [hurting('search', 5)] }),
      'One of one release has a problem. It is not spreading; up to 5\u202f% of search users could meet it.',
    ],
    [
      'one rises',
      told({ total: 1, hurting: [hurting('search', 5, false, true)] }),
      'One of one release has a problem. Up to 5\u202f% of search users could meet it.',
    ],
    [
      'both leave',
      told({ total: 14, hurting: [hurting('a', 5, true), hurting('b', 5, true)] }),
      'Two of fourteen releases have a problem; both are being taken back. The other twelve hurt no one.',
    ],
    [
      'one leaves',
      told({ total: 2, hurting: [hurting('a', 5, true)] }),
      'One of two releases has a problem; it is being taken back. The other one hurts no one.',
    ],
    [
      'three services',
      told({ total: 30, hurting: [hurting('a', 1), hurting('b', 2), hurting('c', 0.5)] }),
      'Three of 30 releases have a problem. None is spreading; up to 2\u202f% of three services’ users could meet them. The other 27 hurt no one.',
    ],
    [
      'no data',
      told({ total: 2, running: 2 }, { dataAt: '2026-11-19T14:20:00.000Z' }),
      'Release status is unknown since 14:20: no data reaches Rampart. Last known: No release is hurting anyone. Two are on their way.',
    ],
    [
      'never any data',
      told({ total: 1 }, { dataAt: null }),
      'Release status is unknown: no data reaches Rampart. Last known: No release is hurting anyone. One is on its way.',
    ],
    [
      'no data, and nothing in flight to know about',
      told({}, { dataAt: null }),
      'No release is under way, so none is hurting anyone.',
    ],
  ])('%s', (_name, given, expected) => {
    expect(statusSentences(given, now).join(' ')).toBe(expected);
  });
});

test.each([
  [1_000_000, 1_000, 0, 0.999],
  [1_000_000, 380, 0.62, 0.99962],
  [1_000_000, 2_000, -1, 0.998],
  [0, 0, null, null],
])('budget of %d requests with %d errors', (requests, errors, left, good) => {
  const health = healthOf(requests, errors, 0.999);
  if (left === null) expect(health).toEqual({ good: null, budgetLeft: null });
  else {
    expect(health.budgetLeft).toBeCloseTo(left, 6);
    expect(health.good).toBeCloseTo(good ?? 0, 9);
  }
});

test.each([
  [{ started: 5, completed: 3, failed: 1 }, 0.25],
  [{ started: 5, completed: 0, failed: 0 }, null],
  [{ started: 1, completed: 0, failed: 1 }, 1],
])('fail rate of %j', (sums, expected) => {
  expect(failRate(sums)).toBe(expected);
});
