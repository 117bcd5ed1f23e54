import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logSumExp } from '../math/log-sum-exp';
import { SLOT_MS } from '../slot';
import { gridEvidence } from './direct';
import { evaluateRate } from './evaluate';
import { against, type Outcome, twoSample } from './outcome';
import { packRate, unpackRate } from './pack';
import { LOG_START_WEIGHTS, START_COUNT, startAfter } from './starts';
import { addOutcome, freshRate, type RateSpec, type RateState, restartPass } from './state';
import { EVEN, outcomeOf, slotsOf } from './testing/traffic';

const spec: RateSpec = { r0: 1.25, alpha: 0.05, beta: 0.05 };

const outcomes = (minLength: number, maxLength: number) =>
  fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 3000 }).map((slot) => slot * SLOT_MS),
      share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      worse: fc.nat(30),
      other: fc.nat(30),
    }),
    { minLength, maxLength },
  );

const fed = (all: readonly Outcome[], state: RateState = freshRate(0)): RateState =>
  all.reduce((kept, outcome) => addOutcome(kept, spec, outcome), state);

const near = (value: number, reference: number) =>
  expect(Math.abs(value - reference)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(reference)));

/** Numbers that decide, to compare two evaluations. */
const decisive = (state: RateState, open: readonly Outcome[] = []) => {
  const { parts, dispersion, interval, worse, other } = evaluateRate(state, spec, open);
  const { fail, pass } = parts;
  return [fail.request, fail.bet, pass.request, pass.bet, dispersion.phi ?? -1, interval?.lower ?? -1, worse, other];
};

const same = (one: number[], two: number[]) =>
  one.forEach((value, i) => {
    near(value, two[i] as number);
  });

describe('counts are free of order', () => {
  test('whatever the order in which slots are folded, and whether they are folded or still open', () => {
    fc.assert(
      fc.property(outcomes(1, 60), fc.nat(18), (all, openCount) => {
        const expected = decisive(fed(all));
        const turned = [...all].reverse();
        same(decisive(fed(turned)), expected);
        same(decisive(fed(turned.slice(openCount)), turned.slice(0, openCount)), expected);
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe('the stored form is the process', () => {
  test('nodes give what the sum over the grid gives, for every start', () => {
    fc.assert(
      fc.property(outcomes(40, 80), (all) => {
        const some = all.filter(({ worse, other }) => worse + other > 0);
        fc.pre(some.length >= 20);
        const { parts } = evaluateRate(fed(some), spec, []);
        near(parts.pass.request, gridEvidence(some, spec.r0, 'pass'));
        const byStart = Array.from({ length: START_COUNT }, (_, k) => some.filter(({ at }) => at >= startAfter(k)));
        const direct = byStart.map((since, k) => (LOG_START_WEIGHTS[k] as number) + gridEvidence(since, spec.r0));
        near(parts.fail.request, logSumExp(direct));
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  test('JSON and the packed form bring back the very bits, in at most 4 kB', () => {
    fc.assert(
      fc.property(outcomes(0, 60), (all) => {
        const state = fed(all);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(unpackRate(JSON.parse(JSON.stringify(packRate(state))))).toEqual(state);
      }),
      { numRuns: 40, seed: 3 },
    );
    const minutes = [...Array(3000).keys()];
    const long = fed(minutes.map((minute) => twoSample(minute * 60_000, 101, 1 + (minute % 7), 99, 3)));
    expect(long.segments).toHaveLength(START_COUNT);
    expect(JSON.stringify(packRate(long)).length).toBeLessThanOrEqual(4096);
    const early = fed(minutes.slice(0, 19).map((i) => twoSample(i * 6e6, 101, 1, 99, 3)));
    expect(early.early).toHaveLength(19);
    expect(JSON.stringify(packRate(early)).length).toBeLessThanOrEqual(4096);
    expect(() => unpackRate({ v: 1, n: btoa('nothing!') })).toThrow(RangeError);
  });
});

describe('evidence goes the way of the counts', () => {
  test('an error more of the canary never speaks for it, one of the baseline never against it', () => {
    fc.assert(
      fc.property(outcomes(25, 40), fc.nat(24), (all, at) => {
        const some = all.map((outcome) => ({ ...outcome, other: outcome.other + 1 }));
        const [failRequest, failBet, passRequest, passBet] = decisive(fed(some)) as [number, number, number, number];
        const changed = (change: Partial<Outcome>) =>
          decisive(fed(some.map((outcome, i) => (i === at ? { ...outcome, ...change } : outcome))));
        const more = changed({ worse: (some[at] as Outcome).worse + 1 });
        expect(more[0]).toBeGreaterThanOrEqual(failRequest);
        expect(more[1]).toBeGreaterThanOrEqual(failBet);
        const less = changed({ other: (some[at] as Outcome).other + 1 });
        expect(less[2]).toBeGreaterThanOrEqual(passRequest);
        expect(less[3]).toBeGreaterThanOrEqual(passBet);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  test('scaling: requests count only through the share, and slots that say nothing change nothing', () => {
    expect(twoSample(0, 500, 3, 1500, 9)).toEqual(twoSample(0, 5, 3, 15, 9));
    const state = fed([twoSample(0, 10, 1, 10, 2)]);
    for (const idle of [twoSample(0, 0, 0, 0, 0), twoSample(0, 9, 4, 0, 0), twoSample(0, 9, 0, 9, 0)]) {
      expect(addOutcome(state, spec, idle)).toBe(state);
      expect(evaluateRate(state, spec, [idle])).toEqual(evaluateRate(state, spec, []));
    }
  });

  test('a limit: a rate below it passes, one above it fails', () => {
    const limit = (bad: number) => fed([...Array(200).keys()].map((i) => against(0.01, i * SLOT_MS, 500, bad)));
    expect(evaluateRate(limit(2), spec, []).pass).toBeGreaterThan(Math.log(20));
    expect(evaluateRate(limit(12), spec, []).fail).toBeGreaterThan(Math.log(20));
    near(evaluateRate(limit(12), spec, []).estimate ?? 0, 0.024 / 0.976 / (0.01 / 0.99));
  });

  test('the pass side starts anew with a step; the fail side remembers', () => {
    const state = fed([...Array(30).keys()].map((i) => twoSample(i * SLOT_MS, 100, 2, 100, 5)));
    const next = restartPass(state, 30 * SLOT_MS);
    const [before, after] = [evaluateRate(state, spec, []), evaluateRate(next, spec, [])];
    expect(after.parts.pass).toEqual({ request: 0, bet: 0 });
    expect(after.parts.fail).toEqual(before.parts.fail);
    const late = evaluateRate(addOutcome(next, spec, twoSample(29 * SLOT_MS, 100, 2, 100, 5)), spec, []);
    expect(late.parts.pass).toEqual({ request: 0, bet: 0 });
  });
});

test('under the null the mean of each e-value is at most 1', () => {
  const even: RateSpec = { r0: 1, alpha: 0.05, beta: 0.05 };
  const means = { request: [] as number[], bet: [] as number[], combined: [] as number[], pass: [] as number[] };
  for (let run = 0; run < 1500; run++) {
    const slots = slotsOf({ ...EVEN, minutes: 5 }, run + 1);
    const state = slots.reduce((kept, slot) => addOutcome(kept, even, outcomeOf(slot)), freshRate(0));
    const { parts, fail, pass } = evaluateRate(state, even, []);
    means.request.push(Math.exp(parts.fail.request));
    means.bet.push(Math.exp(parts.fail.bet));
    means.combined.push(Math.exp(fail));
    means.pass.push(Math.exp(pass));
  }
  for (const values of Object.values(means)) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeLessThanOrEqual(1 + (3 * Math.sqrt(variance)) / Math.sqrt(values.length));
    expect(mean).toBeGreaterThan(0.2);
  }
});
