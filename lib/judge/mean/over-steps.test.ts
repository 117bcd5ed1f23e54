import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../testing/random';
import { meanEvidence } from './evidence';
import type { Moments } from './moments';
import { overSteps } from './over-steps';

describe('evidence over the steps of a release', () => {
  it.each<[string, number[], number, number, number]>([
    ['one step is itself', [], 2, 1, Math.exp(2)],
    ['steps ahead count as even', [], Math.log(9), 5, (9 + 4) / 5],
    ['ended ones as they ended', [Math.log(3), Math.log(0.5)], Math.log(10), 4, (3 + 0.5 + 10 + 1) / 4],
    ['none beyond the plan', [0, 0], 50, 2, 1],
  ])('%s', (_, ended, current, steps, mean) => {
    expect(overSteps(ended, current, steps)).toBeCloseTo(Math.log(mean), 12);
  });

  it('keeps false alarms of ten short steps below α, which the largest of the steps does not', () => {
    const [runs, steps, alpha] = [400, 10, 0.05];
    const normal = normals(uniforms(9));
    const alarms = { mean: 0, largest: 0 };
    for (let run = 0; run < runs; run++) {
      const ended: number[] = [];
      const best = { mean: 0, largest: 0 };
      for (let step = 0; step < steps; step++) {
        const arms: Record<'canary' | 'baseline', Moments> = {
          canary: { count: 0, sum: 0, sumSquares: 0 },
          baseline: { count: 0, sum: 0, sumSquares: 0 },
        };
        let now = 0;
        for (let look = 0; look < 10; look++) {
          for (const arm of [arms.canary, arms.baseline]) {
            // Sums of 500 observations of mean 10 and standard deviation 1.
            arm.count += 500;
            arm.sum += 5000 + Math.sqrt(500) * normal();
            arm.sumSquares = (arm.sum * arm.sum) / arm.count + arm.count - 1;
          }
          const margin = { kind: 'relative', r0: 1 } as const;
          now = meanEvidence(arms, { margin, alpha, beta: alpha, direction: 'lower_is_better', nStar: 5000 }).fail;
          best.mean = Math.max(best.mean, overSteps(ended, now, steps));
          best.largest = Math.max(best.largest, now);
        }
        ended.push(now);
      }
      alarms.mean += Number(best.mean >= -Math.log(alpha));
      alarms.largest += Number(best.largest >= -Math.log(alpha));
    }
    expect(alarms.mean / runs).toBeLessThanOrEqual(alpha);
    expect(alarms.largest / runs).toBeGreaterThan(alpha);
  });
});
