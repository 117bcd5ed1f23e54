import { describe, expect, it } from 'vitest';
import { evaluateRate } from '@/lib/judge/rate/evaluate';
import { twoSample } from '@/lib/judge/rate/outcome';
import { addOutcome, freshRate } from '@/lib/judge/rate/state';
import { randomOf } from '../random';
import { FailProcess, mostGain } from './process';
import { timeOf, watch } from './watch';

const SPEC = { r0: 1, alpha: 0.05, beta: 0.05 };

type Kind = { slots: number; burst: number; ratio: number; other?: number };

/** A release of `slots` slots with bursts of this mean size and `ratio` against `other` errors a slot. */
function release(run: number, { slots, burst, ratio, other = 1.1 }: Kind) {
  const random = randomOf(7, run);
  const bad = (mean: number): number => {
    let sum = 0;
    for (let left = random.poisson(mean / burst); left > 0; left--) sum += random.geometric(burst);
    return sum;
  };
  return Array.from({ length: slots }, (_, slot) => twoSample(timeOf(slot), 200, bad(ratio), 220, bad(other)));
}

const KINDS: Kind[] = [
  { slots: 200, burst: 1, ratio: 1 },
  { slots: 200, burst: 1, ratio: 2 },
  { slots: 200, burst: 4, ratio: 1.5 },
  { slots: 900, burst: 1, ratio: 1.2 },
  { slots: 120, burst: 1, ratio: 0.4, other: 0.01 },
];

describe('the process for simulations', () => {
  it.each(KINDS)('is production’s, bit for bit: %o', (kind) => {
    for (let run = 0; run < 3; run++) {
      const fast = new FailProcess(0, SPEC.r0);
      let state = freshRate(0);
      for (const outcome of release(run, kind)) {
        fast.add(outcome);
        state = addOutcome(state, SPEC, outcome);
        const { fail, dispersion } = evaluateRate(state, SPEC, []);
        expect(fast.evaluate()).toEqual({ fail, guarded: dispersion.guarded });
      }
    }
  });

  it('never grows by more than it says', () => {
    for (let run = 0; run < 20; run++) {
      const process = new FailProcess(0, 1);
      let before = Number.NaN;
      for (const outcome of release(run, { slots: 200, burst: 1, ratio: 1.3 })) {
        const gain = process.add(outcome);
        const after = process.evaluate().fail;
        if (Number.isFinite(gain)) expect(after).toBeLessThanOrEqual(before + gain);
        before = after;
      }
    }
  });

  it('gains nothing from a slot in which only the baseline failed', () => {
    expect(mostGain({ up: 0, total: 3, theta: 0.5 })).toBe(0);
  });
});

it.each(KINDS)('looks that are spared would have changed nothing: %o', (kind) => {
  for (let run = 0; run < 8; run++) {
    const outcomes = release(run, kind);
    const at = (slot: number) => outcomes.slice(slot, slot + 1);
    const options = { edges: 1, r0: 1, alpha: 0.05 };
    expect(watch(kind.slots, at, options)).toEqual(watch(kind.slots, at, { ...options, sparing: false }));
  }
});
