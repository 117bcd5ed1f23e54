import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEdges, tailCounts } from './edges';
import { overEdges } from './over-edges';

const bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500];
/** 1000 requests: p50 below 25, p90 below 50, p95 near 50, p99 below 250. */
const counts = [20, 180, 350, 390, 45, 10, 4, 1, 0, 0];

describe('edges of a latency gate', () => {
  it.each<[number, number[]]>([
    [0.5, [25, 50, 100, 250, 500].filter((edge) => edge !== 250)],
    [0.9, [50, 100, 500]],
    [0.95, [50, 100, 500]],
    [0.99, [100, 500]],
    [0.999, [500]],
  ])('for the quantile %s', (quantile, expected) => {
    expect(chooseEdges({ bounds, counts }, quantile)).toEqual(expected);
  });

  it('takes the smallest bound at or above a limit, and nothing where none is', () => {
    expect(chooseEdges({ bounds, counts }, 0.95, 250)).toEqual([250]);
    expect(chooseEdges({ bounds, counts }, 0.95, 300)).toEqual([500]);
    expect(chooseEdges({ bounds, counts }, 0.95, 3000)).toEqual([]);
    expect(chooseEdges({ bounds: [], counts: [7] }, 0.95)).toEqual([]);
    expect(chooseEdges({ bounds, counts: counts.map(() => 0) }, 0.95)).toEqual([]);
  });

  it('are bounds, ascending, at most five', () => {
    const histogram = fc
      .uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 })
      .chain((edges) =>
        fc.record({
          bounds: fc.constant(edges.sort((a, b) => a - b)),
          counts: fc.array(fc.nat(1000), { minLength: edges.length + 1, maxLength: edges.length + 1 }),
        }),
      );
    fc.assert(
      fc.property(histogram, fc.constantFrom(0.5, 0.9, 0.95, 0.99), (history, quantile) => {
        const edges = chooseEdges(history, quantile);
        expect(edges.length).toBeLessThanOrEqual(5);
        expect([...edges].sort((a, b) => a - b)).toEqual(edges);
        for (const edge of edges) expect(history.bounds).toContain(edge);
      }),
    );
  });
});

describe('counts above an edge', () => {
  it('are exact at a bound and unknown elsewhere', () => {
    expect(tailCounts(bounds, counts, 50)).toEqual({ total: 1000, above: 60 });
    expect(tailCounts(bounds, counts, 2500)).toEqual({ total: 1000, above: 0 });
    expect(tailCounts(bounds, counts, 60)).toBeNull();
    expect(tailCounts([], [12], 50)).toBeNull();
  });
});

describe('evidence over edges', () => {
  it('fails on any edge and passes on all', () => {
    const edges = [
      { edge: 50, fail: -1, pass: 4 },
      { edge: 250, fail: 6, pass: -9 },
    ];
    const fail = Math.log((Math.exp(-1) + Math.exp(6)) / 2);
    expect(overEdges(edges)).toEqual({ fail: expect.closeTo(fail, 12), pass: -9, strongest: 250 });
    expect(overEdges([...edges, { edge: 1000, fail: 2000, pass: 0 }])?.fail).toBeCloseTo(2000 - Math.log(3), 9);
    expect(overEdges([])).toBeNull();
  });
});
