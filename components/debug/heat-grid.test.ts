import { describe, expect, it } from 'vitest';
import type { LatencyHeatmap } from '@/lib/cohorts/schema';
import { bandWords, cellWords, gridOf, quantileWords } from './heat-grid';

const AT = (seconds: number) => new Date(Date.UTC(2026, 10, 19, 14, 30) + seconds * 1000).toISOString();
const HEAT: LatencyHeatmap = {
  from: AT(5),
  to: AT(40),
  bucketMs: 10_000,
  bandsMs: [50, 100, 1500],
  canary: [
    { at: AT(0), requests: 100, counts: [60, 39, 1, 0] },
    { at: AT(30), requests: 10, counts: [0, 0, 0, 10] },
  ],
  baseline: [{ at: AT(0), requests: 0, counts: [0, 0, 0, 0] }],
  quantiles: { canary: { p50: 34, p95: 210, p99: 480 }, baseline: { p50: 33, p95: 120, p99: null } },
};
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('the grid of a heatmap', () => {
  it('names bands so that they can be read aloud', () => {
    expect(bandWords([50, 100, 1500]).map(plain)).toEqual(['≤ 50 ms', '50 – 100 ms', '100 ms – 1.5 s', '> 1.5 s']);
    expect(bandWords([])).toEqual(['any']);
  });

  it('puts buckets at their time and leaves out what nobody fell into', () => {
    const grid = gridOf(HEAT);
    expect(grid.columns).toBe(4);
    expect(grid.cells.canary).toEqual([
      { column: 0, band: 0, count: 60, share: 0.6, heat: 6 },
      { column: 0, band: 1, count: 39, share: 0.39, heat: 5 },
      { column: 0, band: 2, count: 1, share: 0.01, heat: 1 },
      { column: 3, band: 3, count: 10, share: 1, heat: 6 },
    ]);
    expect(grid.cells.baseline).toEqual([]);
  });

  it('says each cell in words, and both cohorts with it', () => {
    const grid = gridOf(HEAT);
    expect(plain(cellWords(HEAT, grid, 0, 1))).toBe(
      '14:30:00 · 50 – 100 ms · canary 39 % (39 of 100) · baseline no requests',
    );
    expect(plain(cellWords(HEAT, grid, 3, 0))).toContain('canary none (0 of 10)');
    expect(plain(quantileWords(HEAT))).toBe(
      'p95 210 ms against 120 ms; p50 34 ms against 33 ms, p99 480 ms against none.',
    );
  });
});
