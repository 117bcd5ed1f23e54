import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsBelow, mergeLatency, quantileForDisplay, total } from './histogram';
import type { Latency } from './samples';

/** Values of which each becomes one count in a histogram with the given bounds. */
function histogramOf(bounds: readonly number[], values: readonly number[]): Latency {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const value of values) {
    const bucket = bounds.findIndex((bound) => value <= bound);
    const at = bucket === -1 ? bounds.length : bucket;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { bounds, counts };
}

const bounds = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 8 })
  .map((list) => list.sort((a, b) => a - b));
const values = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });

describe('histograms', () => {
  it('adds those of equal bounds count by count', () => {
    const sum = mergeLatency({ bounds: [1, 2], counts: [1, 2, 3] }, { bounds: [1, 2], counts: [10, 20, 30] });
    expect(sum).toEqual({ bounds: [1, 2], counts: [11, 22, 33] });
  });

  it('keeps a bound only where both are exact: shared ones, and those inside an empty bucket', () => {
    const a = { bounds: [5, 10], counts: [1, 2, 0] };
    const b = { bounds: [5, 20], counts: [3, 0, 4] };
    expect(mergeLatency(a, b)).toEqual({ bounds: [5, 10, 20], counts: [4, 2, 0, 4] });
    expect(mergeLatency(a, { bounds: [7], counts: [1, 1] })).toEqual({ bounds: [], counts: [5] });
  });

  it('never invents: at every bound it keeps, the merged count is what the values say', () => {
    fc.assert(
      fc.property(bounds, values, bounds, values, (boundsA, valuesA, boundsB, valuesB) => {
        const merged = mergeLatency(histogramOf(boundsA, valuesA), histogramOf(boundsB, valuesB));
        const all = [...valuesA, ...valuesB];
        expect(total(merged)).toBe(all.length);
        expect(merged.counts.every((count) => count >= 0)).toBe(true);
        countsBelow(merged, merged.bounds).forEach((below, i) => {
          expect(below).toBe(all.filter((value) => value <= (merged.bounds[i] ?? 0)).length);
        });
        for (const bound of boundsA.filter((edge) => boundsB.includes(edge))) expect(merged.bounds).toContain(bound);
      }),
    );
  });

  it('gives a percentile that lies in the right bucket', () => {
    expect(quantileForDisplay({ bounds: [10, 20], counts: [0, 0, 0] }, 0.5)).toBeNull();
    expect(quantileForDisplay({ bounds: [10, 20], counts: [10, 0, 0] }, 0.5)).toBe(5);
    expect(quantileForDisplay({ bounds: [10, 20], counts: [0, 0, 3] }, 0.99)).toBe(20);
    fc.assert(
      fc.property(bounds, values, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (edges, list, q) => {
        if (list.length === 0) return;
        const shown = quantileForDisplay(histogramOf(edges, list), q) ?? Number.NaN;
        const sorted = [...list].sort((x, y) => x - y);
        const exact = sorted[Math.ceil(q * list.length) - 1] ?? 0;
        const bucket = edges.findIndex((edge) => exact <= edge);
        const lower = bucket === -1 ? (edges.at(-1) ?? 0) : bucket === 0 ? 0 : (edges[bucket - 1] ?? 0);
        expect(shown).toBeGreaterThanOrEqual(lower);
        if (bucket !== -1) expect(shown).toBeLessThanOrEqual(edges[bucket] ?? 0);
      }),
    );
  });
});
