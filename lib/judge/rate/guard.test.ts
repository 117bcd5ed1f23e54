import { describe, expect, test } from 'vitest';
import { SLOT_MS } from '../slot';
import { gridEvidence } from './direct';
import { rankByStrength, strongest } from './early';
import { evaluateRate } from './evaluate';
import { isOverdispersed, looksOverdispersed } from './guard';
import { type Outcome, twoSample } from './outcome';
import { addOutcome, freshRate, passLook, type RateSpec } from './state';

const spec: RateSpec = { r0: 1, alpha: 0.05, beta: 0.05 };

/** A state that has folded `count` slots made by `slot`. */
const folded = (count: number, slot: (i: number) => Outcome) =>
  [...Array(count).keys()].reduce((kept, i) => addOutcome(kept, spec, slot(i)), freshRate(0));

const evenSlot = (xc: number, xb: number) => (i: number) => twoSample(i * SLOT_MS, 200, xc, 200, xb);

describe('bursts before the dispersion is known', () => {
  test('four bursts of thirty on the canary do not fail it, five that all fall on it do', () => {
    const bursts = (count: number) => evaluateRate(folded(count, evenSlot(30, 0)), spec, []).fail;
    expect(bursts(1)).toBeLessThan(Math.log(20));
    expect(bursts(2)).toBeLessThan(Math.log(20));
    expect(bursts(6)).toBeGreaterThan(Math.log(20));
  });

  test('an outage is not waited for', () => {
    expect(evaluateRate(freshRate(0), spec, [evenSlot(120, 0)(0)]).fail).toBeGreaterThan(Math.log(20));
  });

  test('four are left out at an even split, more where each is likelier by luck', () => {
    const leftOut = (share: number) =>
      strongest(
        rankByStrength(
          [...Array(40).keys()].map((i) => ({
            look: passLook({ at: i, share, worse: 0, other: 3 }, 1),
            segment: 0,
          })),
        ),
        0,
      ).length;
    expect(leftOut(0.5)).toBe(4);
    expect(leftOut(0.9)).toBe(4);
    expect(leftOut(0.1)).toBe(27);
  });
});

describe('the dispersion guard', () => {
  const burst = (i: number) => (i % 2 === 0 ? evenSlot(12, 0)(i) : evenSlot(0, 12)(i));

  test('clusters put the request-level process out, for good', () => {
    const clustered = folded(30, burst);
    const { dispersion, fail, parts } = evaluateRate(clustered, spec, []);
    expect(dispersion.guarded).toBe(true);
    expect(dispersion.phi).toBeCloseTo(12, 6);
    expect(fail).toBeCloseTo(parts.fail.bet - Math.LN2, 12);
    const calm = [...Array(900).keys()].reduce((kept, i) => addOutcome(kept, spec, evenSlot(2, 2)(30 + i)), clustered);
    const later = evaluateRate(calm, spec, []);
    expect(later.dispersion.phi).toBeLessThan(1.5);
    expect(later.dispersion.guarded).toBe(true);
  });

  test('independent errors leave it in', () => {
    const { dispersion, fail, parts } = evaluateRate(
      folded(30, (i) => evenSlot(i % 3, 2)(i)),
      spec,
      [],
    );
    expect(dispersion.guarded).toBe(false);
    expect(fail).toBeGreaterThan(parts.fail.bet - Math.LN2);
  });

  test('needs its buckets', () => {
    expect([isOverdispersed(9, 19), isOverdispersed(9, 20), isOverdispersed(1.5, 20)]).toEqual([false, true, false]);
    expect([looksOverdispersed(9, 5), looksOverdispersed(9, 6), looksOverdispersed(1.8, 6)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isOverdispersed(null, 99)).toBe(false);
  });

  test('where every event fell on one side φ is not known: evidence counts as if each slot were one cluster', () => {
    const slots = [...Array(30).keys()].map((i) => twoSample(i * SLOT_MS, 40, 0, 360, 3));
    const { dispersion, parts } = evaluateRate(
      folded(30, (i) => slots[i] as Outcome),
      spec,
      [],
    );
    expect(dispersion).toEqual({ phi: null, buckets: 30, guarded: false });
    expect(parts.pass.request).toBeCloseTo(gridEvidence(slots, 1, 'pass') / 6, 8);
  });
});
