import { describe, expect, test } from 'vitest';
import { betaSequence } from './beta-sequence';
import { evaluateRate } from './evaluate';
import { twoSample } from './outcome';
import { addOutcome, freshRate, type RateSpec } from './state';
import { EVEN, outcomeOf, slotsOf } from './testing/traffic';

const spec: RateSpec = { r0: 1.25, alpha: 0.05, beta: 0.05 };

/** The band after 40 slots with these errors of 100 requests in each arm. */
const judged = (xc: number, xb: number, nb = 100) =>
  evaluateRate(
    [...Array(40).keys()].reduce(
      (kept, i) => addOutcome(kept, spec, twoSample(i * 10_000, 100, xc, nb, xb)),
      freshRate(0),
    ),
    spec,
    [],
  );

describe('the band of the ratio', () => {
  test.each([
    [2, 2, 100],
    [3, 1, 100],
    [1, 9, 900],
  ])('%d against %d errors: close to the Beta sequence where the share is constant', (xc, xb, nb) => {
    const { interval, estimate } = judged(xc, xb, nb);
    const counts = { worse: 40 * xc, other: 40 * xb, share: 100 / (100 + nb), k: 10 };
    const beta = betaSequence(counts, spec.alpha);
    expect(estimate).toBeCloseTo((xc / xb) * (nb / 100), 10);
    expect(Math.abs(Math.log((interval?.lower ?? 0) / beta.lower))).toBeLessThan(0.1);
    expect(Math.abs(Math.log((interval?.upper ?? 0) / beta.upper))).toBeLessThan(0.1);
  });

  test('is open where one side has no errors', () => {
    expect(evaluateRate(freshRate(0), spec, [])).toMatchObject({ interval: null, estimate: null });
    expect(judged(0, 2)).toMatchObject({ interval: { lower: 0 }, estimate: 0 });
    expect(judged(2, 0)).toMatchObject({ interval: { upper: null }, estimate: null });
    expect(judged(2, 0).interval?.lower).toBeGreaterThan(1);
  });

  test.each([
    ['independent errors', 1],
    ['clusters of 3', 3],
  ])('%s: misses the truth in at most 5 % of runs, over all looks together', (_, cluster) => {
    const runs = 120;
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      let state = freshRate(0);
      const slots = slotsOf({ ...EVEN, cluster, minutes: 30, ratio: () => 2 }, run * 17 + 3);
      const miss = slots.some((slot, i) => {
        state = addOutcome(state, spec, outcomeOf(slot));
        const band = i % 3 === 0 ? evaluateRate(state, spec, []).interval : null;
        return band !== null && (band.lower > 2 || (band.upper ?? 9) < 2);
      });
      missed += Number(miss);
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05);
  });
});
