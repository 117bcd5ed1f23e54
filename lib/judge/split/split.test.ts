import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniforms } from '../testing/random';
import { logBayesFactor, logCommanded, logUnknown } from './multinomial';
import { addSplit, freshSplit, SPLIT_ALPHA, splitEvidence } from './state';

const broken = -Math.log(SPLIT_ALPHA);

describe('the split', () => {
  it('gives the published evidence of optimizely/ssrm, batch after batch', () => {
    const batches = [
      [20, 17, 9],
      [18, 21, 8],
      [4, 6, 4],
      [18, 19, 11],
    ];
    const shares = [0.4, 0.4, 0.2];
    let prior = [1, 1, 1];
    let [unknown, commanded] = [0, 0];
    const seen = batches.map((batch) => {
      unknown += logUnknown(batch, prior);
      commanded += logCommanded(batch, shares);
      prior = prior.map((a, i) => a + (batch[i] ?? 0));
      return [Number(unknown.toFixed(6)), Number(commanded.toFixed(6))];
    });
    expect(seen).toEqual([
      [-7.028201, -4.077641],
      [-11.947848, -8.265947],
      [-15.471402, -11.610744],
      [-19.964845, -15.781031],
    ]);
    expect(logBayesFactor([60, 63, 32], shares, [1, 1, 1])).toBeCloseTo(unknown - commanded, 10);
  });

  const counts = fc.tuple(fc.nat(100_000), fc.nat(100_000));
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

  it('depends on totals only, not on the order or the grouping of slots', () => {
    fc.assert(
      fc.property(share, fc.array(counts, { minLength: 1, maxLength: 6 }), (at, slots) => {
        const forward = slots.reduce((state, slot) => addSplit(state, at, slot), freshSplit());
        const backward = slots.reduceRight((state, slot) => addSplit(state, at, slot), freshSplit());
        expect(splitEvidence(forward)).toBe(splitEvidence(backward));
      }),
    );
  });

  it('has mean 1 while the split is as commanded: the batch is summed over all its outcomes', () => {
    for (const [at, n] of [
      [0.5, 60],
      [0.05, 200],
    ] as const) {
      let mean = 0;
      for (let canary = 0; canary <= n; canary++) {
        const chance = logCommanded([canary, n - canary], [at, 1 - at]);
        mean += Math.exp(chance + splitEvidence(addSplit(freshSplit(), at, [canary, n - canary])));
      }
      expect(mean).toBeCloseTo(1, 10);
    }
  });

  it('starts anew at every weight change, and says nothing at 0 and 100 %', () => {
    const bad = addSplit(freshSplit(), 0.5, [600, 400]);
    expect(splitEvidence(bad)).toBeGreaterThan(broken);
    expect(splitEvidence(addSplit(bad, 0.25, [25, 75]))).toBeLessThan(0);
    expect(splitEvidence(freshSplit())).toBe(0);
    expect(splitEvidence(addSplit(freshSplit(), 1, [500, 3]))).toBe(0);
    expect(splitEvidence(addSplit(freshSplit(), 0, [5, 500]))).toBe(0);
  });

  it('calls at most one right split in a thousand broken, finds a wrong one after some hundreds and a slightly wrong one after thousands', () => {
    const uniform = uniforms(3);
    const firstBroken = (actual: number, requests: number): number | null => {
      let state = freshSplit();
      for (let n = 20; n <= requests; n += 20) {
        let canary = 0;
        for (let i = 0; i < 20; i++) canary += Number(uniform() < actual);
        state = addSplit(state, 0.1, [canary, 20 - canary]);
        if (splitEvidence(state) >= broken) return n;
      }
      return null;
    };
    const called = Array.from({ length: 1000 }, () => firstBroken(0.1, 2000)).filter((n) => n !== null);
    expect(called.length).toBeLessThanOrEqual(SPLIT_ALPHA * 1000);
    expect(firstBroken(0.2, 4000)).toBeLessThan(600);
    expect(firstBroken(0.11, 100_000)).toBeLessThan(40_000);
  });
});
