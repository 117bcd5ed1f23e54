import { describe, expect, test } from 'vitest';
import { evaluateRate } from '../rate/evaluate';
import { against, thetaAt, twoSample } from '../rate/outcome';
import { addOutcome, freshRate } from '../rate/state';
import { SLOT_MS } from '../slot';
import { poissons, uniforms } from '../testing/random';
import { chanceWithin, secondsFor } from './curve';
import { rateCurve } from './rate-curve';

/** Requests per slot of canary and baseline (null: against a limit of `rate`), errors, effect, tolerance, slots run at most. */
type World = {
  canary: number;
  baseline: number | null;
  rate: number;
  effect: number;
  r0: number;
  slots: number;
  gates?: number;
};

const RUNS = 240;

/** Slots until the real judge decides, in ascending order; Infinity where it does not within the run. */
function decisions(world: World, side: 'fail' | 'pass', need: number): number[] {
  const { canary, baseline, rate, effect, r0, slots } = world;
  const spec = { r0, alpha: 0.05, beta: 0.05 };
  const run = (seed: number): number => {
    const poisson = poissons(uniforms(seed));
    let state = freshRate(0);
    for (let slot = 0; slot < slots; slot++) {
      const bad = poisson(canary * rate * effect);
      const outcome =
        baseline === null
          ? against(rate, slot * SLOT_MS, canary, bad)
          : twoSample(slot * SLOT_MS, canary, bad, baseline, poisson(baseline * rate));
      if (outcome.worse + outcome.other === 0) continue;
      state = addOutcome(state, spec, outcome);
      if (evaluateRate(state, spec, [])[side] >= need) return slot + 1;
    }
    return Number.POSITIVE_INFINITY;
  };
  return Array.from({ length: RUNS }, (_, i) => run(700_021 + i)).sort((a, b) => a - b);
}

function curveOf(world: World, side: 'fail' | 'pass', need: number) {
  const { canary, baseline, rate, effect, r0 } = world;
  const share = baseline === null ? rate : canary / (canary + baseline);
  const bad = (canary * rate * effect) / 10;
  const other = (baseline === null ? canary * (1 - rate * effect) : baseline * rate) / 10;
  return side === 'fail'
    ? rateCurve({ up: bad, down: other, theta: thetaAt(share, r0) }, need, { starts: true, bets: true })
    : rateCurve({ up: other, down: bad, theta: thetaAt(1 - share, 1 / r0) }, need, { starts: false, bets: true });
}

/** Sampling error of the simulated share (two standard errors) comes on top of the five points allowed. */
const allowed = (chance: number) => 0.05 + 2 * Math.sqrt((chance * (1 - chance)) / RUNS);

describe('the plan agrees with the judge it plans for', () => {
  test.each<[string, 'fail' | 'pass', World]>([
    ['doubled, even split', 'fail', { canary: 200, baseline: 200, rate: 0.005, effect: 2, r0: 1, slots: 150 }],
    ['five times, even split', 'fail', { canary: 200, baseline: 200, rate: 0.005, effect: 5, r0: 1, slots: 40 }],
    ['doubled, 5 %, margin 1.2', 'fail', { canary: 100, baseline: 1900, rate: 0.005, effect: 2, r0: 1.2, slots: 250 }],
    ['five times, 1 %, 12 a minute', 'fail', { canary: 2, baseline: 198, rate: 0.005, effect: 5, r0: 1.2, slots: 800 }],
    [
      'tripled, many gates',
      'fail',
      { canary: 100, baseline: 300, rate: 0.01, effect: 3, r0: 1.2, slots: 80, gates: 4 },
    ],
    ['doubled, much traffic', 'fail', { canary: 2000, baseline: 2000, rate: 0.005, effect: 2, r0: 1.2, slots: 60 }],
    ['twice the limit', 'fail', { canary: 200, baseline: null, rate: 0.01, effect: 2, r0: 1, slots: 60 }],
    ['healthy, margin 1.5', 'pass', { canary: 200, baseline: 200, rate: 0.005, effect: 1, r0: 1.5, slots: 400 }],
    ['healthy, 10 %, margin 2', 'pass', { canary: 100, baseline: 900, rate: 0.005, effect: 1, r0: 2, slots: 150 }],
  ])(
    '%s',
    (_, side, world) => {
      const need = Math.log((world.gates ?? 1) / 0.05);
      const found = decisions(world, side, need);
      const curve = curveOf(world, side, need);
      const median = found[Math.floor(RUNS / 2)] as number;
      const planned = (secondsFor(curve, 0.5) ?? Number.NaN) / 10;
      expect(Math.abs(planned / median - 1), `median ${planned} planned, ${median} found`).toBeLessThanOrEqual(0.25);
      for (const part of [0.5, 0.8, 0.95]) {
        const slots = found[Math.floor(part * RUNS)] as number;
        const chance = found.filter((each) => each <= slots).length / RUNS;
        const said = chanceWithin(curve, slots * 10);
        expect(Math.abs(said - chance), `within ${slots} slots ${said} said, ${chance} found`).toBeLessThanOrEqual(
          allowed(chance),
        );
      }
    },
    30_000,
  );
});
