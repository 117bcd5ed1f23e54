import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../testing/random';
import { type MeanMargin, meanEvidence } from './evidence';
import type { Moments } from './moments';

const RUNS = 200;
const ALPHA = 0.05;
const LOOKS = 40;
const PER_LOOK = 150;

/** Metrics of which both arms have the same law: skewed revenue, revenue of one buyer in thirty, conversion. */
const LAWS: Record<string, (uniform: () => number, normal: () => number) => number> = {
  'lognormal revenue': (_, normal) => Math.exp(1.5 * normal()),
  'revenue of few buyers': (uniform, normal) => (uniform() < 0.033 ? Math.exp(3 + normal()) : 0),
  'conversion of 5 %': (uniform) => (uniform() < 0.05 ? 1 : 0),
  'errors of 0.5 %': (uniform) => (uniform() < 0.005 ? 1 : 0),
};

/** How many healthy releases are failed, or wrongly passed, at any of the looks: both are at the margin itself. */
function alarms(law: string, share: number, direction: 'lower_is_better' | 'higher_is_better', margin: MeanMargin) {
  const uniform = uniforms(20261121);
  const normal = normals(uniform);
  const draw = LAWS[law] ?? (() => 0);
  const found = { fail: 0, pass: 0 };
  for (let run = 0; run < RUNS; run++) {
    const arms: Record<'canary' | 'baseline', Moments> = {
      canary: { count: 0, sum: 0, sumSquares: 0 },
      baseline: { count: 0, sum: 0, sumSquares: 0 },
    };
    const seen = { fail: false, pass: false };
    for (let look = 0; look < LOOKS; look++) {
      for (let i = 0; i < PER_LOOK; i++) {
        const arm = arms[uniform() < share ? 'canary' : 'baseline'];
        const value = draw(uniform, normal);
        arm.count++;
        arm.sum += value;
        arm.sumSquares += value * value;
      }
      const evidence = meanEvidence(arms, { margin, alpha: ALPHA, beta: ALPHA, direction });
      seen.fail ||= evidence.fail >= -Math.log(ALPHA);
      seen.pass ||= evidence.pass >= -Math.log(ALPHA);
    }
    found.fail += Number(seen.fail);
    found.pass += Number(seen.pass);
  }
  return found;
}

describe('false alarms about means, looked at forty times', () => {
  for (const law of Object.keys(LAWS)) {
    it.each([
      [0.5, 'lower_is_better', { kind: 'relative', r0: 1 }],
      [0.1, 'lower_is_better', { kind: 'relative', r0: 1 }],
      [0.1, 'higher_is_better', { kind: 'relative', r0: 1 }],
      [0.1, 'higher_is_better', { kind: 'absolute', by: 0 }],
    ] as const)(`${law}, a share of %s, %s, %o`, (share, direction, margin) => {
      const found = alarms(law, share, direction, margin);
      expect(found.fail).toBeLessThanOrEqual(ALPHA * RUNS);
      expect(found.pass).toBeLessThanOrEqual(ALPHA * RUNS);
    });
  }
});
