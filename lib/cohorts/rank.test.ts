import { describe, expect, it } from 'vitest';
import { meanEffect, rateEffect } from './effect';
import { type CohortCounts, placesOf, rankCohorts, worstOf } from './rank';
import { cohortWords } from './words';

type Pair = readonly [number, number];
const counts = (...[requests, errors]: Pair) => ({ requests, errors });
const row = (value: string, canary: Pair, baseline: Pair): CohortCounts => ({
  value,
  canary: counts(...canary),
  baseline: counts(...baseline),
});
const sum = (rows: readonly CohortCounts[]) => ({
  canary: counts(
    rows.reduce((n, r) => n + r.canary.requests, 0),
    rows.reduce((n, r) => n + r.canary.errors, 0),
  ),
  baseline: counts(
    rows.reduce((n, r) => n + r.baseline.requests, 0),
    rows.reduce((n, r) => n + r.baseline.errors, 0),
  ),
});

describe('effect of one row', () => {
  it.each([
    // canary, baseline, effect, above 1?, bounded?
    [[10_000, 410], [90_000, 360], 10.25, true, true],
    [[1_000, 4], [9_000, 36], 1, false, true],
    [[50, 1], [450, 2], 4.5, false, false],
    [[1_000, 30], [9_000, 0], null, true, false],
  ] as const)('%j against %j', (canary, baseline, effect, above, bounded) => {
    const found = rateEffect(counts(canary[0], canary[1]), counts(baseline[0], baseline[1]), 0.05);
    if (effect === null) expect(found.effect).toBeNull();
    else expect(found.effect).toBeCloseTo(effect);
    expect((found.interval?.lower ?? 0) > 1).toBe(above);
    expect(found.interval?.upper != null).toBe(bounded);
    if (found.effect !== null && found.interval?.upper) {
      expect(found.interval.lower).toBeLessThan(found.effect);
      expect(found.interval.upper).toBeGreaterThan(found.effect);
    }
  });

  it.each([
    [
      [0, 0],
      [10, 1],
    ],
    [
      [10, 1],
      [0, 0],
    ],
    [
      [10, 0],
      [10, 0],
    ],
  ] as const)('says nothing of %j against %j', (canary, baseline) => {
    expect(rateEffect(counts(canary[0], canary[1]), counts(baseline[0], baseline[1]), 0.05).interval).toBeNull();
  });

  it('bounds the ratio of means and is silent without two of each', () => {
    const of = (count: number, mean: number) => ({ count, sum: count * mean, sumSquares: count * (mean * mean + 1) });
    const found = meanEffect(of(4_000, 6), of(4_000, 5), 0.05);
    expect(found.effect).toBeCloseTo(1.2);
    expect(found.interval?.lower).toBeGreaterThan(1);
    expect(found.interval?.upper).toBeLessThan(1.4);
    expect(meanEffect(of(1, 6), of(4_000, 5), 0.05)).toEqual({ effect: null, interval: null });
    expect(meanEffect(of(10, 6), { count: 10, sum: 0, sumSquares: 0 }, 0.05).effect).toBeNull();
  });
});

describe('ranking', () => {
  const rows = [
    row('/cart', [7_000, 30], [63_000, 260]),
    row('/pay', [3_000, 123], [27_000, 108]),
    row('/refunds', [1_000, 25], [9_000, 36]),
  ];

  it('sorts by extra failures and shares them out', () => {
    const ranked = rankCohorts(rows, sum(rows));
    expect(ranked.map(({ value }) => value)).toEqual(['/pay', '/refunds', '/cart']);
    expect(ranked[0]?.extraFailures).toBeCloseTo(111);
    expect(ranked.map(({ share }) => Math.round((share ?? 0) * 100))).toEqual([83, 16, 1]);
    expect(ranked.map(({ standsOut }) => standsOut)).toEqual([true, true, false]);
    expect(worstOf(ranked)?.value).toBe('/pay');
  });

  it('holds what the baseline never served against all of the baseline', () => {
    const all = [...rows, row('/new', [100, 50], [0, 0])];
    const fresh = rankCohorts(all, sum(all)).find(({ value }) => value === '/new');
    expect(fresh?.extraFailures).toBeCloseTo(50 - (100 * 404) / 99_000);
    expect([fresh?.effect, fresh?.interval, fresh?.standsOut]).toEqual([null, null, false]);
  });

  it('names nobody among many small rows that only look bad', () => {
    const many = Array.from({ length: 50 }, (_, i) => row(`/r${i}`, [200, i === 7 ? 4 : 1], [1_800, 9]));
    expect(worstOf(rankCohorts(many, sum(many)))).toBeNull();
  });

  it.each([
    ['one region has nearly all', [row('eu', [1_000, 100], [9_000, 36]), row('us', [2_000, 9], [18_000, 72])], 'eu'],
    ['all regions alike', [row('eu', [1_500, 60], [9_000, 36]), row('us', [1_500, 60], [9_000, 36])], null],
    ['most because it has most requests', [row('eu', [9_000, 360], [9_000, 36]), row('us', [900, 36], [900, 4])], null],
    ['samples that do not say', [row('', [1_000, 100], [9_000, 36])], null],
  ] as const)('finds a place inside the worst row: %s', (_, inside, value) => {
    expect(placesOf(new Map([['region', inside]]), sum(inside))).toEqual(
      value === null ? [] : [{ dimension: 'region', value }],
    );
  });
});

describe('words', () => {
  const told = (rows: CohortCounts[], by = 'route', places: { dimension: string; value: string }[] = []) => {
    const total = sum(rows);
    const ranked = rankCohorts(rows, total);
    return cohortWords({ by, rows: ranked, worst: worstOf(ranked), places, total }).replaceAll('\u202f', ' ');
  };

  it.each([
    [
      'the worst, with its place',
      [row('POST /pay', [3_000, 123], [27_000, 108]), row('/cart', [7_000, 55], [63_000, 260])],
      'POST /pay in eu-west: 4.1 % against 0.4 %; 81 % of the extra failures.',
    ],
    [
      'nothing proven',
      [row('/cart', [700, 3], [6_300, 27])],
      'No route is proven to fail more than its baseline; 1 compared.',
    ],
    ['no samples', [], 'No samples of either cohort in this window.'],
    ['not said', [row('', [10, 1], [90, 1])], 'Samples carry no route: send it to see where errors rise.'],
    ['no canary', [row('/a', [0, 0], [90, 1])], 'No requests of the canary in this window.'],
    [
      'no baseline',
      [row('/a', [100, 5], [0, 0])],
      'Nothing to compare with: the baseline served no requests in this window. The canary fails 5 %.',
    ],
    [
      'every one alike',
      [row('a', [3_000, 123], [27_000, 108]), row('b', [3_000, 110], [27_000, 108])],
      'Not the route: errors rise at every route alike: 3.9 % against 0.4 % in all.',
    ],
  ] as const)('%s', (_, rows, words) => {
    const isPlace = words.includes(' in eu-west');
    expect(told([...rows], 'route', isPlace ? [{ dimension: 'region', value: 'eu-west' }] : [])).toBe(words);
  });
});
