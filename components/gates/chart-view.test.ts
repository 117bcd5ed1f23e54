import { describe, expect, it } from 'vitest';
import { gate, NOW, release } from '@/components/releases/testing/release';
import { chartPoints, chartView, seriesBuckets, windowStart } from './chart-view';

const at = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
const point = (seconds: number, value: number | null) => ({ at: at(seconds), value, requests: 100, errors: 1 });

describe('chart view', () => {
  it('joins the cohorts by bucket and leaves gaps', () => {
    const buckets = seriesBuckets({
      canary: [point(10, 0.02), point(40, 0.01)],
      baseline: [point(10, 0.01), point(20, 0.01)],
    });
    expect(buckets.map((bucket) => [(NOW - bucket.at) / 1000, bucket.canary, bucket.baseline])).toEqual([
      [40, 0.01, null],
      [20, null, 0.01],
      [10, 0.02, 0.01],
    ]);
  });

  it('moves the limit with the baseline, and keeps an absolute one', () => {
    const buckets = seriesBuckets({ canary: [point(10, 0.02)], baseline: [point(10, 0.01)] });
    expect(chartPoints(buckets, gate())[0]?.limit).toBeCloseTo(0.015);
    expect(chartPoints(buckets, gate({ method: 'limit', bound: 0.05 }))[0]?.limit).toBe(0.05);
    expect(chartPoints(buckets, gate())[0]?.effect).toBe('2.0×');
  });

  it('begins five minutes before the step', () => {
    expect(windowStart('step', release(), NOW)).toBe(NOW - 8 * 60_000);
    expect(windowStart('1h', release(), NOW)).toBe(NOW - 3_600_000);
  });

  it('shades the hold up to now', () => {
    const view = chartView({
      release: release(),
      gate: gate(),
      buckets: [],
      bucketMs: 10_000,
      events: [],
      window: 'step',
      now: NOW,
    });
    expect(view.holds).toEqual([{ from: NOW - 3 * 60_000, to: NOW, label: 'hold 30\u202fmin' }]);
    expect(view.limitLabel).toBe('limit 1.50×');
  });

  it('reads a gate whose value must not fall the other way round', () => {
    const view = chartView({
      release: release(),
      gate: gate({ sli: 'orders', bound: 0.95 }),
      buckets: [],
      bucketMs: 1,
      events: [],
      window: 'step',
      now: NOW,
    });
    expect(view.worseIs).toBe('below');
  });
});
