import { describe, expect, it } from 'vitest';
import type { Dora } from '@/lib/insights/schema';
import { budgetWords, costWords, cut, deliveryRows, plainReason, regressionWords, usersWords } from './words';

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
    [{ now: null, days7: 0, days7Before: 4 }, 'nobody now, as far as is measured; nobody in 7 days'],
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

  it('says a missing number as –, each with its band and twelve weeks', () => {
    const none = { now: null, before: null };
    const week = {
      from: '2026-11-16',
      started: 14,
      completed: 9,
      failed: 1,
      rework: 7,
      leadTimeMs: null,
      recoveryMs: 4,
    };
    const dora: Dora = {
      days: 30,
      deploymentFrequency: { now: 6.14, before: 4, band: 'elite', of: 30 },
      changeLeadTimeMs: { ...none, band: null, of: 0, why: 'no commit times' },
      changeFailRate: { now: 0.042, before: 0.075, band: null, of: 1 },
      recoveryTimeMs: { now: 660_000, before: null, band: null, of: 2 },
      reworkRate: { now: 0.5, before: 0.09 },
      changes: { started: 0, completed: 0, failed: 0, rework: 0 },
      weeks: [{ ...week, started: 0, completed: 0, failed: 0, recoveryMs: null }, week],
      completeTo: null,
    };
    expect(deliveryRows({ dora }).map(({ now, before, band, weeks }) => [now, before, band, weeks])).toEqual([
      ['6.1', '4', 'elite', [0, 2]],
      ['–', '–', null, [null, null]],
      [n('4.2_%'), n('7.5_%'), '1 release: too few', [null, 0.1]],
      [n('11_min'), '–', '2 recoveries: too few', [null, 4]],
      [n('50_%'), n('9_%'), null, [null, 0.5]],
    ]);
    expect(deliveryRows({ dora })[2]?.trend).toBe(n('Releases that failed, by week: none, 10_%'));
  });

  const regressions = { days: 30, count: 0, users: null, requests: null, basis: '' };
  it.each([
    [{}, ['No release failed in 30 days.']],
    [
      { count: 6, users: { suffered: 1_900, avoided: 36_000, releases: 6 } },
      ['In 30 days 6 releases failed.', n('At least 1,900 people met them; about 36_k more were spared.')],
    ],
    [
      { count: 1, requests: { suffered: 240, avoided: 5_100, releases: 1 } },
      [
        'In 30 days 1 release failed.',
        'About 240 requests failed that would not have, and about 5,100 more were spared.',
      ],
    ],
    [
      {
        count: 3,
        users: { suffered: 5, avoided: 7, releases: 2 },
        requests: { suffered: 240, avoided: 5_100, releases: 1 },
      },
      [
        'In 30 days 3 releases failed.',
        'At least 5 people met 2 of them; about 7 more were spared.',
        '1 counts requests, not people: about 240 requests failed that would not have, and about 5,100 more were spared.',
      ],
    ],
  ])('%o', (over, words) => expect(regressionWords({ ...regressions, ...over })).toEqual(words));

  it.each([
    [{ change: null, services: [], why: 'nothing is in flight' }, 'Not known: nothing is in flight.'],
    [
      { change: 0.018, services: [{ service: 'media', version: '2.0.0', change: 0.018 }], why: null },
      n('New versions in flight: +1.8_% for each 1,000 requests (media 2.0.0).'),
    ],
    [
      {
        change: 0.018,
        services: [
          { service: 'media', version: '2.0.0', change: 0.062 },
          { service: 'login', version: '3', change: -0.01 },
        ],
        why: null,
      },
      n('New versions in flight: +1.8_% for each 1,000 requests; media +6.2_%, login −1_%.'),
    ],
  ])('cost %o', (cost, words) => expect(costWords(cost)).toBe(words));
});
