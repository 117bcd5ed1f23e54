import { describe, expect, test } from 'vitest';
import { type MeanMargin, meanEvidence } from '../mean/evidence';
import { normals, poissons, uniforms } from '../testing/random';
import { chanceWithin, secondsFor } from './curve';
import { meanCurve } from './mean-curve';

const RUNS = 200;
const LEVELS = { alpha: 0.05, beta: 0.05 };

type World = {
  canary: number;
  baseline: number;
  mean: number;
  /** Null: a 0/1 metric. */
  sd: number | null;
  factor: number;
  margin: MeanMargin;
  lowerIsBetter: boolean;
  side: 'worse' | 'fine';
  slots: number;
};

/** Slots until the real sequence decides. */
function decisions(world: World): number[] {
  const spec = {
    ...LEVELS,
    margin: world.margin,
    direction: world.lowerIsBetter ? ('lower_is_better' as const) : ('higher_is_better' as const),
  };
  const run = (seed: number): number => {
    const uniform = uniforms(seed);
    const [normal, poisson] = [normals(uniform), poissons(uniform)];
    const arm = { count: 0, sum: 0, sumSquares: 0 };
    const arms = { canary: { ...arm }, baseline: { ...arm } };
    for (let slot = 1; slot <= world.slots; slot++) {
      for (const [name, n, mean] of [
        ['canary', world.canary, world.mean * world.factor],
        ['baseline', world.baseline, world.mean],
      ] as const) {
        const into = arms[name];
        into.count += n;
        if (world.sd === null) {
          const hits = poisson(n * mean);
          into.sum += hits;
          into.sumSquares += hits;
        } else {
          // Noise grows with what it is on.
          const sd = world.sd * (mean / world.mean);
          const sum = n * mean + Math.sqrt(n) * sd * normal();
          into.sum += sum;
          into.sumSquares += (sum * sum) / n + (n - 1) * sd ** 2;
        }
      }
      const evidence = meanEvidence(arms, spec);
      if (evidence.waiting === null && evidence[world.side === 'worse' ? 'fail' : 'pass'] >= Math.log(20)) return slot;
    }
    return Number.POSITIVE_INFINITY;
  };
  return Array.from({ length: RUNS }, (_, i) => run(104_729 * (i + 1))).sort((a, b) => a - b);
}

const curveFor = (world: World) =>
  meanCurve({
    canaryPerSecond: world.canary / 10,
    baselinePerSecond: world.baseline / 10,
    mean: world.mean,
    variance: world.sd === null ? world.mean * (1 - world.mean) : world.sd ** 2,
    margin: world.margin,
    lowerIsBetter: world.lowerIsBetter,
    factor: world.factor,
    side: world.side,
    level: 0.05,
    need: Math.log(20),
    minSamples: 100,
  });

const relative = (r0: number): MeanMargin => ({ kind: 'relative', r0 });

describe('the plan agrees with the sequence of means', () => {
  test.each<[string, World]>([
    [
      'CPU a fifth higher',
      {
        canary: 20,
        baseline: 180,
        mean: 40,
        sd: 30,
        factor: 1.2,
        margin: relative(1.05),
        lowerIsBetter: true,
        side: 'worse',
        slots: 300,
      },
    ],
    [
      'a fifth fewer orders',
      {
        canary: 500,
        baseline: 500,
        mean: 0.05,
        sd: null,
        factor: 0.7,
        margin: relative(1 / 0.9),
        lowerIsBetter: false,
        side: 'worse',
        slots: 400,
      },
    ],
    [
      'one error in a hundred more',
      {
        canary: 100,
        baseline: 300,
        mean: 0.01,
        sd: null,
        factor: 3,
        margin: { kind: 'absolute', by: 0.005 },
        lowerIsBetter: true,
        side: 'worse',
        slots: 300,
      },
    ],
    [
      'healthy, within a tenth',
      {
        canary: 200,
        baseline: 200,
        mean: 40,
        sd: 30,
        factor: 1,
        margin: relative(1.1),
        lowerIsBetter: true,
        side: 'fine',
        slots: 300,
      },
    ],
  ])('%s', (_, world) => {
    const found = decisions(world);
    const curve = curveFor(world);
    const median = found[RUNS / 2] as number;
    const planned = (secondsFor(curve, 0.5) ?? Number.NaN) / 10;
    expect(Math.abs(planned / median - 1), `median ${planned} planned, ${median} found`).toBeLessThanOrEqual(0.25);
    for (const part of [0.5, 0.8, 0.95]) {
      const slots = found[Math.floor(part * RUNS)] as number;
      const chance = found.filter((each) => each <= slots).length / RUNS;
      const said = chanceWithin(curve, slots * 10);
      expect(Math.abs(said - chance), `within ${slots} slots ${said} said, ${chance} found`).toBeLessThanOrEqual(
        0.05 + 2 * Math.sqrt((chance * (1 - chance)) / RUNS),
      );
    }
  });

  test('no verdict before the burn-in', () => {
    const world: World = {
      canary: 1,
      baseline: 99,
      mean: 40,
      sd: 1,
      factor: 2,
      margin: relative(1.1),
      lowerIsBetter: true,
      side: 'worse',
      slots: 0,
    };
    const curve = curveFor(world);
    expect(chanceWithin(curve, 990)).toBe(0);
    expect(chanceWithin(curve, 1010)).toBeGreaterThan(0.99);
  });
});
