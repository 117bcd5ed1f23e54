import { describe, expect, test } from 'vitest';
import { betaEvidence, betaEvidenceAbove, betaSequence } from './beta-sequence';
import { gridEvidence } from './direct';

/** Published and cross-checked values: shared/design/judge.md, "Error-rate gates". */
describe('anchors of the error-rate processes', () => {
  test.each([
    [50, 30, 0.5, 0.824639, 1.145604, 1.821902, [0.85251, 3.38915]],
    [30, 180, 0.1, 0.659386, 0.066035, 0.982928, [0.77142, 2.66414]],
  ] as const)('%d and %d errors at a share of %d', (worse, other, share, wide, narrow, above, band) => {
    const counts = { worse, other, share };
    expect(betaEvidence({ ...counts, k: 100 })).toBeCloseTo(wide, 6);
    expect(betaEvidence({ ...counts, k: 10 })).toBeCloseTo(narrow, 6);
    expect(betaEvidenceAbove({ ...counts, k: 10 })).toBeCloseTo(above, 6);
    const { lower, upper } = betaSequence({ ...counts, k: 10 }, 0.05);
    expect(lower).toBeCloseTo(band[0], 5);
    expect(upper).toBeCloseTo(band[1], 5);
  });

  test('the grid mixture', () => {
    const even = [{ at: 0, share: 0.5, worse: 50, other: 30 }];
    expect(gridEvidence(even, 1)).toBeCloseTo(0.870333, 6);
    expect(gridEvidence(even, 1.25)).toBeCloseTo(-0.977265, 6);
    expect(gridEvidence([{ at: 0, share: 0.1, worse: 30, other: 180 }], 1)).toBeCloseTo(0.082337, 6);
  });

  test('the published case: share .2, k = 100, 62 against 148 events', () => {
    const p = Math.exp(-betaEvidence({ worse: 62, other: 148, share: 0.2, k: 100 }));
    expect(p).toBeCloseTo(0.0455796, 7);
  });

  test('a side without events leaves its end of the band open', () => {
    expect(betaSequence({ worse: 0, other: 9, share: 0.5, k: 10 }, 0.05).lower).toBe(0);
    expect(betaSequence({ worse: 9, other: 0, share: 0.5, k: 10 }, 0.05).upper).toBe(Number.POSITIVE_INFINITY);
  });
});
