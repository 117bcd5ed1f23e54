import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from './incomplete-beta';
import { upperRate } from './upper-rate';

describe('the upper bound of a rate', () => {
  it('is 1 − (1 − level)^(1/n) without a bad one, and 1 where nothing is known', () => {
    expect(upperRate(0, 100, 0.975)).toBeCloseTo(1 - 0.025 ** 0.01, 14);
    expect(upperRate(0, 1_000_000, 0.975)).toBeCloseTo(-Math.expm1(Math.log(0.025) / 1e6), 16);
    expect(upperRate(0, 0, 0.975)).toBe(1);
    expect(upperRate(5, 5, 0.975)).toBe(1);
  });

  it('is the published Clopper–Pearson limit', () => {
    // 10 of 100 at 95 %: 0.04900469 to 0.17622260 (R: binom.test(10, 100)).
    expect(upperRate(10, 100, 0.975)).toBeCloseTo(0.1762226, 7);
  });

  it('is the quantile of Beta(bad + 1, total − bad), and above what was seen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (total, share) => {
          const bad = Math.floor(total * share);
          const bound = upperRate(bad, total, 0.975);
          expect(bound).toBeGreaterThan(bad / total);
          expect(incompleteBeta(bound, bad + 1, total - bad)).toBeCloseTo(0.975, 8);
        },
      ),
    );
  });
});
