import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniforms } from '../testing/random';
import { lilConstant } from './lil-constant';
import { distributionBand, quantileBand, quantileBandWithin } from './quantile-band';
import { rateBand } from './rate-band';

describe('quantile bands', () => {
  it('have the published half-width for all quantiles at once', () => {
    expect(distributionBand(1000, 100, lilConstant(0.05))).toBeCloseTo(0.08204769, 5);
    expect(distributionBand(99, 100, lilConstant(0.05))).toBe(Number.POSITIVE_INFINITY);
    expect(lilConstant(0.01)).toBeGreaterThan(lilConstant(0.05));
  });

  it('have the published beta-binomial interval', () => {
    const { lower, upper } = rateBand(700, 1000, { alpha: 0.05, tOpt: 100 });
    expect(lower).toBeCloseTo(0.651629, 5);
    expect(upper).toBeCloseTo(0.745949, 5);
    expect(rateBand(0, 50, { alpha: 0.05, tOpt: 100 }).lower).toBe(0);
    expect(rateBand(50, 50, { alpha: 0.05, tOpt: 100 }).upper).toBe(1);
    expect(rateBand(0, 0, { alpha: 0.05, tOpt: 100 })).toEqual({ lower: 0, upper: 1 });
  });

  it('end at bucket edges around the quantile, open above the last bound', () => {
    const history = { bounds: [10, 20, 50, 100], counts: [500, 300, 150, 40, 10] };
    expect(quantileBand(history, 0.5, { alpha: 0.05, tOpt: 1000 })).toEqual({ lower: 0, upper: 20 });
    expect(quantileBand(history, 0.95, { alpha: 0.05, tOpt: 1000 })).toEqual({ lower: 20, upper: 100 });
    expect(quantileBand(history, 0.99, { alpha: 0.05, tOpt: 1000 })).toEqual({ lower: 50, upper: null });
    expect(quantileBand({ bounds: [1], counts: [0, 0] }, 0.5, { alpha: 0.05, tOpt: 1000 })).toBeNull();
  });

  it('of one quantile are never wider than the sample, and the uniform band holds the sample quantile', () => {
    const constant = lilConstant(0.05);
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { minLength: 5, maxLength: 5 }), (counts) => {
        const history = { bounds: [1, 2, 3, 4], counts };
        const total = counts.reduce((a, b) => a + b, 0);
        const band = quantileBandWithin(history, 0.5, distributionBand(total, 100, constant));
        if (band === null) return expect(total).toBe(0);
        let below = 0;
        const median = [1, 2, 3, 4, 5].find((_, i) => {
          below += counts[i] ?? 0;
          return below >= total / 2;
        });
        expect(band.lower).toBeLessThan(median ?? 0);
        expect(band.upper ?? 5).toBeGreaterThanOrEqual(median ?? 0);
      }),
    );
  });

  it('hold the true quantile at all looks of almost all runs', () => {
    const uniform = uniforms(11);
    const bounds = Array.from({ length: 200 }, (_, i) => (i + 1) / 200);
    let missed = 0;
    for (let run = 0; run < 200; run++) {
      const counts = new Array<number>(201).fill(0);
      let miss = false;
      for (let look = 0; look < 40; look++) {
        for (let i = 0; i < 50; i++) {
          const bucket = Math.min(200, Math.ceil(uniform() * 200) - 1);
          counts[bucket] = (counts[bucket] ?? 0) + 1;
        }
        const band = quantileBand({ bounds, counts }, 0.9, { alpha: 0.05, tOpt: 500 });
        miss ||= band !== null && (band.lower > 0.9 || (band.upper ?? 2) < 0.9);
      }
      missed += Number(miss);
    }
    expect(missed / 200).toBeLessThanOrEqual(0.05);
  });
});
