import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MeanSpec, meanEvidence } from './evidence';
import type { Moments } from './moments';

const spec = (over: Partial<MeanSpec> = {}): MeanSpec => ({
  margin: { kind: 'relative', r0: 1.2 },
  alpha: 0.05,
  beta: 0.05,
  direction: 'lower_is_better',
  ...over,
});
/** `count` observations of the given mean and standard deviation. */
const arm = (count: number, mean: number, sd: number): Moments => ({
  count,
  sum: count * mean,
  sumSquares: (count - 1) * sd * sd + count * mean * mean,
});
const events = (count: number, hits: number): Moments => ({ count, sum: hits, sumSquares: hits });
const decided = Math.log(20);

describe('evidence about means', () => {
  it.each<[string, Moments, Moments | null, Partial<MeanSpec>, 'fail' | 'pass' | 'neither']>([
    ['a cost twice as high', arm(1000, 2, 1), arm(1000, 1, 1), {}, 'fail'],
    ['a cost that is the same', arm(5000, 1, 0.5), arm(5000, 1, 0.5), {}, 'pass'],
    ['a cost at the margin', arm(5000, 1.2, 0.5), arm(5000, 1, 0.5), {}, 'neither'],
    ['conversion halved', events(5000, 125), events(5000, 250), { direction: 'higher_is_better' }, 'fail'],
    ['conversion gone', events(2000, 0), events(2000, 100), { direction: 'higher_is_better' }, 'fail'],
    ['conversion doubled', events(5000, 500), events(5000, 250), { direction: 'higher_is_better' }, 'pass'],
    ['one point more errors', events(9000, 180), events(9000, 90), { margin: { kind: 'absolute', by: 0.002 } }, 'fail'],
    [
      'the same few errors',
      events(90_000, 90),
      events(90_000, 90),
      { margin: { kind: 'absolute', by: 0.002 } },
      'pass',
    ],
    [
      'no event in few requests',
      events(200, 0),
      events(200, 0),
      { margin: { kind: 'absolute', by: 0.002 } },
      'neither',
    ],
    ['above a limit', arm(2000, 80, 10), null, { margin: { kind: 'limit', at: 75 } }, 'fail'],
    ['below a limit', arm(2000, 70, 10), null, { margin: { kind: 'limit', at: 75 } }, 'pass'],
    [
      'a limit from below',
      arm(2000, 70, 10),
      null,
      { margin: { kind: 'limit', at: 75 }, direction: 'higher_is_better' },
      'fail',
    ],
  ])('%s', (_, canary, baseline, over, expected) => {
    const { fail, pass, waiting } = meanEvidence({ canary, baseline }, spec(over));
    expect(waiting).toBeNull();
    expect(fail >= decided ? 'fail' : pass >= decided ? 'pass' : 'neither').toBe(expected);
  });

  it.each<[string, Moments, Moments | null, Partial<MeanSpec>]>([
    ['burn_in', arm(99, 1, 1), arm(1000, 1, 1), {}],
    ['burn_in', arm(1000, 1, 1), null, {}],
    ['burn_in', arm(400, 1, 1), arm(1000, 1, 1), { burnIn: 500 }],
    ['few_events', { count: 500, sum: 90, sumSquares: 2000 }, { count: 500, sum: 30, sumSquares: 900 }, {}],
    ['no_spread', arm(500, 3, 0), arm(500, 2, 0), {}],
    ['negative_baseline', arm(500, 1, 1), arm(500, -1, 1), {}],
  ])('waits: %s', (waiting, canary, baseline, over) => {
    expect(meanEvidence({ canary, baseline }, spec(over))).toMatchObject({
      waiting,
      fail: 0,
      pass: 0,
      interval: null,
    });
  });

  it('gives the interval on the scale of the estimate, without an upper end while the baseline may be 0', () => {
    const ratio = meanEvidence({ canary: arm(5000, 1.1, 1), baseline: arm(5000, 1, 1) }, spec());
    expect(ratio.estimate).toBeCloseTo(1.1);
    expect(ratio.interval?.lower).toBeLessThan(1.1);
    expect(ratio.interval?.upper).toBeGreaterThan(1.1);
    const open = meanEvidence({ canary: events(500, 60), baseline: events(500, 1) }, spec());
    expect(open.interval?.upper).toBeNull();
    expect(open.interval?.lower).toBeGreaterThan(2);
  });

  it('counts clustered events for less: φ times as many say what one would', () => {
    const margin = { kind: 'absolute', by: 0.002 } as const;
    const evidence = (scale: number, dispersion?: number) =>
      meanEvidence(
        { canary: events(9000 * scale, 180 * scale), baseline: events(9000 * scale, 90 * scale) },
        spec({ margin, nStar: 18_000 * scale, ...(dispersion === undefined ? {} : { dispersion }) }),
      ).fail;
    expect(evidence(4, 4)).toBeCloseTo(evidence(1), 1);
    expect(evidence(1, 0.5)).toBe(evidence(1));
    expect(evidence(1, 4)).toBeLessThan(decided);
  });

  const arms = fc.record({
    count: fc.integer({ min: 200, max: 100_000 }),
    mean: fc.double({ min: 0.5, max: 2, noNaN: true }),
    sd: fc.double({ min: 0.1, max: 2, noNaN: true }),
  });

  it('does not depend on the unit of the metric', () => {
    fc.assert(
      fc.property(arms, arms, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (c, b, unit) => {
        const plain = meanEvidence(
          { canary: arm(c.count, c.mean, c.sd), baseline: arm(b.count, b.mean, b.sd) },
          spec(),
        );
        const scaled = meanEvidence(
          { canary: arm(c.count, c.mean * unit, c.sd * unit), baseline: arm(b.count, b.mean * unit, b.sd * unit) },
          spec(),
        );
        expect(scaled.fail / plain.fail).toBeCloseTo(1, 6);
        expect(scaled.estimate).toBeCloseTo(plain.estimate ?? Number.NaN, 9);
      }),
    );
  });

  it('turns with the direction: worse and better arms swapped say the same', () => {
    fc.assert(
      fc.property(arms, arms, (c, b) => {
        const [one, other] = [arm(c.count, c.mean, c.sd), arm(b.count, b.mean, b.sd)];
        const lower = meanEvidence({ canary: one, baseline: other }, spec());
        const higher = meanEvidence({ canary: other, baseline: one }, spec({ direction: 'higher_is_better' }));
        expect(higher.fail).toBe(lower.fail);
        expect(higher.pass).toBe(lower.pass);
      }),
    );
  });

  it('fails no ratio that its two-sided interval at twice the level would keep by far', () => {
    fc.assert(
      fc.property(arms, arms, (c, b) => {
        const found = meanEvidence(
          { canary: arm(c.count, c.mean, c.sd), baseline: arm(b.count, b.mean, b.sd) },
          spec(),
        );
        if (found.interval && found.fail >= decided) expect(found.estimate).toBeGreaterThan(found.bound);
        if (found.interval && found.interval.lower > found.bound) expect(found.fail).toBeGreaterThan(decided);
      }),
    );
  });
});
