import { describe, expect, it } from 'vitest';
import { bandsOf, heatmapOf, heatOf, MOST_BANDS } from './heat';

describe('bands', () => {
  it.each([
    ['nothing', [10, 20], [0, 0, 0], []],
    ['cut at both ends', [10, 20, 50, 100, 500], [0, 0, 5, 5, 0, 0], [20, 50, 100]],
    ['first band in use', [10, 20, 50], [5, 5, 0, 0], [10, 20]],
    ['the open band', [10, 20], [0, 1, 3], [10, 20]],
    ['only the open band', [10, 20], [0, 0, 3], [20]],
  ] as const)('%s', (_, bounds, counts, bands) => {
    expect(bandsOf({ bounds, counts })).toEqual(bands);
  });

  it('joins the emptiest neighbours and never makes a bound up', () => {
    const bounds = Array.from({ length: 40 }, (_, i) => (i + 1) * 5);
    const counts = [...bounds.map((_, i) => (i < 6 ? 1000 : 1)), 1];
    const bands = bandsOf({ bounds, counts });
    expect(bands).toHaveLength(MOST_BANDS - 1);
    expect(bands.slice(0, 6)).toEqual([5, 10, 15, 20, 25, 30]);
    expect(bands.every((band) => bounds.includes(band))).toBe(true);
  });
});

describe('heatmap', () => {
  it('counts each request once, on bands both cohorts share, whatever bounds were sent', () => {
    const heat = heatmapOf([
      { cohort: 'canary', at: 0, latencies: [{ bounds: [10, 20, 40], counts: [1, 2, 3, 4] }] },
      {
        cohort: 'baseline',
        at: 0,
        latencies: [
          { bounds: [10, 20, 40], counts: [10, 0, 0, 0] },
          { bounds: [10, 30, 40], counts: [1, 2, 3, 4] },
        ],
      },
      { cohort: 'baseline', at: 10_000, latencies: [{ bounds: [40], counts: [7, 0] }] },
    ]);
    expect(heat.canary.map(({ counts }) => counts.reduce((a, b) => a + b))).toEqual([10]);
    expect(heat.baseline.map(({ requests, counts }) => [requests, counts.reduce((a, b) => a + b)])).toEqual([
      [20, 20],
      [7, 7],
    ]);
  });

  it('puts counts in the right bands', () => {
    const heat = heatmapOf([
      { cohort: 'canary', at: 0, latencies: [{ bounds: [10, 20, 40], counts: [0, 2, 3, 4] }] },
      { cohort: 'baseline', at: 0, latencies: [{ bounds: [10, 30, 40], counts: [1, 2, 3, 4] }] },
    ]);
    expect(heat.bandsMs).toEqual([10, 40]);
    expect([heat.canary[0]?.counts, heat.baseline[0]?.counts]).toEqual([
      [0, 5, 4],
      [1, 5, 4],
    ]);
    expect(heat.quantiles.canary.p50).toBeCloseTo(36.67, 1);
  });

  it('is empty without histograms', () => {
    expect(heatmapOf([])).toEqual({
      bandsMs: [],
      canary: [],
      baseline: [],
      quantiles: { canary: { p50: null, p95: null, p99: null }, baseline: { p50: null, p95: null, p99: null } },
    });
  });

  it.each([
    [0, null],
    [0.001, 0],
    [0.005, 1],
    [0.03, 2],
    [0.4, 6],
    [1, 6],
  ])('share %d has heat %s', (share, heat) => expect(heatOf(share)).toBe(heat));
});
