import { describe, expect, test } from 'vitest';
import { normalUpperTail } from '../math/normal';
import { gridEvidence } from './direct';
import { evaluateRate } from './evaluate';
import { addOutcome, freshRate, type RateSpec } from './state';
import { EVEN, outcomeOf, type Slot, slotsOf, type Traffic } from './testing/traffic';

const EQUAL: RateSpec = { r0: 1, alpha: 0.05, beta: 0.05 };
const TOLERANT: RateSpec = { ...EQUAL, r0: 1.25 };

/** Minute of the first fail of ours, looked at twice a minute; null if it never fails. */
function firstFail(slots: readonly Slot[], spec: RateSpec = EQUAL): number | null {
  let state = freshRate(0);
  for (const [i, slot] of slots.entries()) {
    state = addOutcome(state, spec, outcomeOf(slot));
    if (i % 3 === 2 && evaluateRate(state, spec, []).fail >= -Math.log(spec.alpha)) return (i + 1) / 6;
  }
  return null;
}

/** Negative control: a pooled one-sided z-test of two proportions at 5 %, looked at each minute. */
function firstFailOfPeekedZ(slots: readonly Slot[]): number | null {
  let [nc, xc, nb, xb] = [0, 0, 0, 0];
  for (const [i, slot] of slots.entries()) {
    [nc, xc, nb, xb] = [nc + slot.nc, xc + slot.xc, nb + slot.nb, xb + slot.xb];
    if (i % 6 !== 5) continue;
    const rate = (xc + xb) / (nc + nb);
    const z = (xc / nc - xb / nb) / Math.sqrt(rate * (1 - rate) * (1 / nc + 1 / nb));
    if (normalUpperTail(z) < 0.05) return (i + 1) / 6;
  }
  return null;
}

type Judge = (slots: readonly Slot[]) => number | null;

function stopsIn(runs: number, traffic: Traffic, judge: Judge): (number | null)[] {
  return Array.from({ length: runs }, (_, run) => judge(slotsOf(traffic, run * 7919 + 11)));
}

const partOf = (stops: readonly (number | null)[]) => stops.filter((minute) => minute !== null).length / stops.length;

/** Median minute; a run that never stops counts as later than any. */
const medianOf = (stops: readonly (number | null)[]) =>
  stops.map((minute) => minute ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)[Math.floor(stops.length / 2)] ?? 0;

/** 5 → 10 → 25 → 50 % with an error rate that triples on the way. */
const RAMP: Traffic = {
  ...EVEN,
  share: (minute) => [0.05, 0.1, 0.25, 0.5][Math.floor(minute / 15)] ?? 0.5,
  base: (minute) => 0.003 * (1 + minute / 30),
};

describe('false alarms stay under 5 % over an hour of looks', () => {
  test.each([
    ['even traffic', EVEN],
    ['ramp and drift', RAMP],
    ['clusters of 3', { ...EVEN, cluster: 3 }],
    ['clusters of 10', { ...EVEN, cluster: 10 }],
  ])('%s', (_, traffic) => {
    expect(partOf(stopsIn(200, traffic, (slots) => firstFail(slots)))).toBeLessThanOrEqual(0.05);
  });

  test('and the peeked z-test is seen to fail in the same harness', () => {
    expect(partOf(stopsIn(200, EVEN, firstFailOfPeekedZ))).toBeGreaterThan(0.15);
    expect(partOf(stopsIn(100, RAMP, firstFailOfPeekedZ))).toBeGreaterThan(0.4);
    expect(partOf(stopsIn(100, { ...EVEN, cluster: 3 }, firstFailOfPeekedZ))).toBeGreaterThan(0.3);
  });
});

describe('what is bad is found', () => {
  test.each([
    ['twice as bad', 2, EVEN, 3, 7],
    ['five times as bad', 5, EVEN, 0.8, 1.6],
    ['twice as bad in clusters of 3', 2, { ...EVEN, cluster: 3 }, 6, 30],
  ])('%s', (_, ratio, traffic, from, to) => {
    const median = medianOf(stopsIn(60, { ...traffic, ratio: () => ratio }, (slots) => firstFail(slots)));
    expect(median).toBeGreaterThanOrEqual(from);
    expect(median).toBeLessThanOrEqual(to);
  });

  test('late: twice as bad after 240 healthy minutes, when a cumulative process has forgotten to be surprised', () => {
    const late: Traffic = { ...EVEN, minutes: 420, ratio: (minute) => (minute < 240 ? 1 : 2) };
    const cumulative = (slots: readonly Slot[]) => {
      let [worse, other] = [0, 0];
      for (const [i, { xc, xb }] of slots.entries()) {
        [worse, other] = [worse + xc, other + xb];
        const evidence = i % 6 === 5 ? gridEvidence([{ at: 0, share: 0.5, worse, other }], TOLERANT.r0) : 0;
        if (evidence >= Math.log(20)) return (i + 1) / 6;
      }
      return null;
    };
    const ours = medianOf(stopsIn(15, late, (slots) => firstFail(slots, TOLERANT)));
    const theirs = medianOf(stopsIn(15, late, cumulative));
    expect(ours).toBeGreaterThan(240);
    expect(ours).toBeLessThan(240 + 55);
    expect(theirs).toBeGreaterThan(240 + 100);
  });
});
