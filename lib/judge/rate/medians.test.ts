import { describe, expect, test } from 'vitest';
import { logMeanExp } from '../math/log-sum-exp';
import { uniforms } from '../testing/random';
import { thetaAt } from './outcome';
import { GRID } from './sums';

/** Median number of events until the plain grid process reaches 1/0.05, looked at after every event. */
function medianEvents(share: number, ratio: number, r0: number, side: 'fail' | 'pass', published: number): number {
  const most = 3 * published;
  const runs = Math.min(1000, Math.round(150_000 / published));
  const chance = thetaAt(share, ratio);
  const null0 = thetaAt(share, r0);
  const direction = side === 'fail' ? 1 : -1;
  const steps = GRID.map((l) => direction * l - Math.log(1 + null0 * Math.expm1(direction * l)));
  const stays = GRID.map((l) => -Math.log(1 + null0 * Math.expm1(direction * l)));
  const counts = Array.from({ length: runs }, (_, run) => {
    const uniform = uniforms(run * 31 + 7);
    const logs = new Float64Array(GRID.length);
    for (let events = 1; events <= most; events++) {
      const step = uniform() < chance ? steps : stays;
      for (let j = 0; j < logs.length; j++) logs[j] = (logs[j] as number) + (step[j] as number);
      if (logMeanExp(logs) >= Math.log(20)) return events;
    }
    return most;
  }).sort((a, b) => a - b);
  return counts[Math.floor(runs / 2)] as number;
}

/** Published medians of shared/design/judge.md; other cadences differ, ±25 % is agreement. */
describe('total errors to a decision at α = .05', () => {
  test.each([
    [0.5, 1.25, 778],
    [0.5, 1.5, 175],
    [0.5, 2, 59],
    [0.5, 3, 20],
    [0.5, 5, 10],
    [0.5, 10, 6],
    [0.1, 1.25, 1655],
    [0.1, 1.5, 392],
    [0.1, 2, 99],
    [0.1, 3, 32],
    [0.1, 5, 15],
    [0.1, 10, 5],
  ])('fail at a share of %d and a ratio of %d: about %d', (share, ratio, published) => {
    const median = medianEvents(share, ratio, 1, 'fail', published);
    expect(Math.abs(median - published)).toBeLessThanOrEqual(0.25 * published);
  });

  test.each([
    [0.5, 1.25, 749],
    [0.5, 1.5, 186],
    [0.5, 2, 66],
    [0.5, 3, 26],
    [0.1, 1.25, 1736],
    [0.1, 1.5, 441],
    [0.1, 2, 121],
    [0.1, 3, 41],
  ])('pass at a share of %d and a margin of %d: about %d', (share, margin, published) => {
    const median = medianEvents(share, 1, margin, 'pass', published);
    expect(Math.abs(median - published)).toBeLessThanOrEqual(0.25 * published);
  });
});
