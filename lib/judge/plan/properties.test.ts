import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../math/normal';
import { crossedBy } from './crossing';
import { chanceWithin, delayed, HORIZON_S, NEVER, secondsFor } from './curve';
import { rateCurve, ratioEvents } from './rate-curve';

const judge = { starts: true, bets: true };
const need = Math.log(20);

/** Chance of catching `ratio` times the errors within `hold` seconds at `perMinute` requests. */
function chance({ perMinute, share, rate, ratio }: Case, hold: number): number {
  const perSecond = (perMinute / 60) * rate;
  const events = ratioEvents({ canary: perSecond * share * ratio, baseline: perSecond * (1 - share), share }, 1.2);
  return chanceWithin(rateCurve(events.worse, need, judge), hold);
}

type Case = { perMinute: number; share: number; rate: number; ratio: number };
const anyCase = fc.record({
  perMinute: fc.integer({ min: 10, max: 100_000 }),
  share: fc.constantFrom(0.01, 0.05, 0.1, 0.25, 0.5),
  rate: fc.constantFrom(0.0005, 0.001, 0.005, 0.02),
  ratio: fc.constantFrom(1.5, 2, 3, 5),
});
const anyHold = fc.integer({ min: 60, max: 86_400 });
/** The curve is an approximation on a grid of times: so much it may be off where it should stand still. */
const SLACK = 0.02;
const runs = { numRuns: 40, seed: 7 };

describe('the chance of catching', () => {
  test('never falls with a longer hold', () => {
    fc.assert(
      fc.property(anyCase, anyHold, fc.integer({ min: 1, max: 86_400 }), (one, hold, more) => {
        expect(chance(one, hold + more)).toBeGreaterThanOrEqual(chance(one, hold));
      }),
      runs,
    );
  });

  test('does not fall with more traffic', () => {
    fc.assert(
      fc.property(anyCase, anyHold, fc.constantFrom(1.3, 2, 10), (one, hold, times) => {
        const more = { ...one, perMinute: one.perMinute * times };
        expect(chance(more, hold)).toBeGreaterThanOrEqual(chance(one, hold) - SLACK);
      }),
      runs,
    );
  });

  test('does not fall with a larger effect', () => {
    fc.assert(
      fc.property(anyCase, anyHold, fc.constantFrom(1.1, 1.5, 3), (one, hold, times) => {
        const worse = { ...one, ratio: one.ratio * times };
        expect(chance(worse, hold)).toBeGreaterThanOrEqual(chance(one, hold) - SLACK);
      }),
      runs,
    );
  });

  test('is at most the declared one where nothing is wrong', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        expect(chance({ ...one, ratio: 1.2 }, HORIZON_S)).toBeLessThanOrEqual(0.06);
      }),
      runs,
    );
  });
});

test('a straight boundary is crossed as the inverse Gaussian distribution says', () => {
  const times = Array.from({ length: 90 }, (_, i) => 1.1 ** (i - 20));
  const chances = crossedBy(
    times,
    times.map((t) => 3 - 0.4 * t),
  );
  for (const t of [5, 10, 20]) {
    const spread = Math.sqrt(t);
    const expected = normalCdf((0.4 * t - 3) / spread) + Math.exp(2.4) * normalCdf(-(0.4 * t + 3) / spread);
    expect(chanceWithin({ seconds: times, chances }, t)).toBeCloseTo(expected, 2);
  }
});

test('reading a curve', () => {
  const curve = { seconds: [10, 20, 40], chances: [0.1, 0.5, 0.9] };
  expect([5, 10, 20, 99].map((s) => chanceWithin(curve, s))).toEqual([0, 0.1, 0.5, 0.9]);
  expect(chanceWithin(curve, 30)).toBeCloseTo(0.7, 9);
  expect(secondsFor(curve, 0.5)).toBe(20);
  expect(secondsFor(curve, 0.7)).toBeCloseTo(30, 9);
  expect(secondsFor(curve, 0.95)).toBeNull();
  expect(secondsFor(delayed(curve, 60), 0.5)).toBe(80);
  expect(chanceWithin(NEVER, 1e9)).toBe(0);
});
