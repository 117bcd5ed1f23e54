import { describe, expect, it } from 'vitest';
import { cellOf } from './cell';
import { JUDGES } from './judges';
import { rampart } from './judges/ours';
import { peekedZ } from './judges/peeked-z';
import { quantileOf } from './series';
import { simulate } from './simulate';
import { quantileOfRuns, wilson } from './statistics';
import { TRACES } from './traces';
import { iid, lateOnset } from './traces/steady';

const every = JUDGES.map((_, i) => i);

describe('a simulation', () => {
  it.each(TRACES.map(({ name }, trace) => [name, trace] as const))(
    'of %s is the same twice, in one go or in two',
    (_, trace) => {
      const task = { seed: 3, trace, effect: 3, from: 0, to: 4, judges: every };
      const whole = simulate(task);
      expect(simulate(task)).toEqual(whole);
      const [first, second] = [simulate({ ...task, to: 2 }), simulate({ ...task, from: 2 })];
      expect(whole.stops.map((stops) => [...stops])).toEqual(
        first.stops.map((stops, i) => [...stops, ...(second.stops[i] ?? [])]),
      );
    },
  );

  it('shows a peeked z-test stopping healthy releases, and ours not', () => {
    const judges = [JUDGES.indexOf(peekedZ), JUDGES.indexOf(rampart)];
    const { stops } = simulate({ seed: 4, trace: TRACES.indexOf(iid), effect: 0, from: 0, to: 120, judges });
    const stopped = stops.map((each) => each.filter((stop) => stop >= 0).length / each.length);
    expect(stopped[0]).toBeGreaterThan(0.15);
    expect(stopped[1]).toBeLessThanOrEqual(0.05);
  });
});

describe('what is counted', () => {
  const requests = Float64Array.of(10, 20, 30, 0);

  it('of bad releases: stopped after the onset, before it, and missed', () => {
    const stops = Int32Array.of(6 * 240, 6 * 250, 6 * 260, -1);
    const cell = cellOf(lateOnset, 3, rampart, { stops, requests });
    expect(cell.stopped.share).toBe(0.5);
    expect(cell.early.share).toBe(0.25);
    expect(cell).toMatchObject({ missed: 0.25, undecided: 0.25, minutes: { median: 20 }, requests: { median: 30 } });
  });

  it('of healthy ones: whenever they were stopped', () => {
    const stops = Int32Array.of(6, -1, -1, -1);
    const cell = cellOf(iid, 0, peekedZ, { stops, requests });
    expect(cell.stopped.share).toBe(0.25);
    expect(cell).toMatchObject({ missed: null, undecided: 0, minutes: { median: null } });
  });

  it('quantiles count a release that was never stopped as the last', () => {
    expect(quantileOfRuns([3, null, 1], 0.5)).toBe(3);
    expect(quantileOfRuns([3, null, null], 0.5)).toBeNull();
  });

  it('intervals are Wilson’s', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (const [hits, runs, lower, upper] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const found = wilson(hits, runs);
      expect(found.lower).toBeCloseTo(lower, 4);
      expect(found.upper).toBeCloseTo(upper, 4);
    }
  });

  it('p99 is read from buckets as Prometheus does', () => {
    expect(quantileOf({ bounds: [100, 200], counts: [98, 2, 0] }, 0.99)).toBe(150);
    expect(quantileOf({ bounds: [100], counts: [1, 9] }, 0.99)).toBe(100);
    expect(quantileOf({ bounds: [100], counts: [0, 0] }, 0.99)).toBeNull();
  });
});
