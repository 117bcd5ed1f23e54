import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../math/normal';
import { halfWidth, logEvidence, oneSidedWidth, tune } from './sequence';

const scales = fc.record({
  n: fc.integer({ min: 100, max: 10_000_000 }),
  s2: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
  rho: fc.double({ min: 1e-3, max: 0.5, noNaN: true }),
});
const levels = fc.double({ min: 1e-6, max: 0.5, noNaN: true });

describe('the asymptotic confidence sequence', () => {
  it('has the published half-width', () => {
    expect(halfWidth({ n: 5000, s2: 1, rho: tune(0.05, 5000, 2) }, 0.05)).toBeCloseTo(0.0429243, 7);
  });

  it('is narrowest, in standard errors, at the size it is tuned for', () => {
    const rho = tune(0.05, 5000, 2);
    const inErrors = (n: number) => halfWidth({ n, s2: n, rho }, 0.05);
    for (const other of [500, 2500, 10_000, 50_000]) expect(inErrors(5000)).toBeLessThan(inErrors(other));
  });

  it('reaches ln(1/α) exactly when the one-sided bound leaves the margin', () => {
    fc.assert(
      fc.property(scales, levels, (scale, alpha) => {
        const width = oneSidedWidth(scale, alpha);
        expect(logEvidence(width, scale)).toBeCloseTo(-Math.log(alpha), 8);
        expect(logEvidence(width * 0.999, scale)).toBeLessThan(-Math.log(alpha));
      }),
    );
  });

  it('is never more than the half-normal mixture it stands for, and rises with the estimate', () => {
    fc.assert(
      fc.property(scales, fc.double({ min: -6, max: 6, noNaN: true }), (scale, z) => {
        const d = z * Math.sqrt(scale.s2 / scale.n);
        const v = scale.n * scale.rho ** 2 + 1;
        const x = (d * scale.n * scale.rho) / Math.sqrt(scale.s2 * v);
        const mixture = Math.log(2 * normalCdf(x)) + (x * x) / 2 - 0.5 * Math.log(v);
        expect(logEvidence(d, scale)).toBeLessThanOrEqual(mixture + 1e-9);
        expect(logEvidence(d + 0.1 * Math.sqrt(scale.s2 / scale.n), scale)).toBeGreaterThanOrEqual(
          logEvidence(d, scale) - 1e-9,
        );
      }),
    );
  });
});
