import { describe, expect, it } from 'vitest';
import { budgetWords, cut, deliveryRows, plainReason, usersWords } from './words';

const n = (text: string) => text.replaceAll('_', '\u202f');

describe('executive words', () => {
  it.each([
    [0.38, n('38_%')],
    [-0.5, n('overspent by 50_%')],
    [-10.46, n('overspent by 1,046_%')],
    [null, 'not measured'],
  ])('budget %s is %s', (budgetLeft, words) => expect(budgetWords({ budgetLeft })).toBe(words));

  it.each([
    [{ now: null, days7: null, days7Before: null }, 'nobody now, as far as is measured'],
    [
      { now: 19_000, days7: 31_000, days7Before: 77_500 },
      n('about 19,000 now · 31,000 in 7 days, 60_% fewer than the week before'),
    ],
    [{ now: 5, days7: 5, days7Before: 0 }, 'about 5 now · 5 in 7 days'],
  ])('%o', (users, words) => expect(usersWords(users)).toBe(words));

  it('does not call people unharmed who were not counted', () =>
    expect(usersWords({ now: null, days7: null, days7Before: null }, 2)).toMatch(/^not measured/));

  it.each([
    ['latency-p95: 2.77× baseline, limit 2×: 222 ms (738)', 'answers took 2.77 times as long'],
    [
      'latency-p95: 3.47× as many above 300 ms, limit 2×: 13.1 % (168 of 1,287) against 3.76 %',
      n('3.47 times as many answers took longer than 300_ms'),
    ],
    ['errors: 11.9× baseline, limit 3×: 11.7 % (82 of 703)', '12 times as many requests failed'],
    ['errors 5.2× baseline, bound ≥ 4.1×, limit 1.50× (82,400 requests)', '5.2 times as many requests failed'],
    ['customers called', 'customers called'],
  ])('%s in plain words', (reason, words) => expect(plainReason(reason)).toBe(words));

  it('cuts long lists and says how many are left', () => expect(cut([1, 2, 3], 2)).toEqual({ shown: [1, 2], more: 1 }));

  it('says a missing number as –', () => {
    const none = { now: null, before: null };
    const dora = {
      days: 30,
      deploymentFrequency: { now: 6.14, before: 4 },
      changeLeadTimeMs: { ...none, why: 'no commit times' },
      changeFailRate: { now: 0.042, before: 0.075 },
      recoveryTimeMs: { now: 660_000, before: null },
      changes: { started: 0, completed: 0, failed: 0 },
      weeks: [],
      completeTo: null,
    };
    expect(deliveryRows({ dora }).map(({ now, before }) => [now, before])).toEqual([
      ['6.1', '4'],
      ['–', '–'],
      [n('4.2_%'), n('7.5_%')],
      [n('11_min'), '–'],
    ]);
  });
});
