import { describe, expect, it } from 'vitest';
import type { Series } from '@/lib/telemetry/series-schema';
import { recoveryOf } from './recovery';
import { failing, gate, NOW } from './testing/release';

const point = (seconds: number, value: number) => ({
  at: new Date(NOW + seconds * 1000).toISOString(),
  value,
  requests: 100,
  errors: Math.round(value * 100),
});
const series = (...baseline: [number, number][]): Series => ({
  sli: 'error_rate',
  unit: 'ratio',
  from: '',
  to: '',
  bucketMs: 10_000,
  canary: [],
  baseline: baseline.map(([at, value]) => point(at, value)),
  others: [],
});

describe('what users meet after a rollback', () => {
  it('is back with the first bucket within what the gate tolerated, begun after the confirmation', () => {
    expect(recoveryOf(failing(), series([-10, 0.001], [0, 0.03], [10, 0.004]), NOW)).toEqual({
      back: NOW + 10_000,
      newest: { at: NOW + 10_000, words: '0.4\u202f%' },
    });
  });

  it('is not back while it is past it', () =>
    expect(recoveryOf(failing(), series([0, 0.03], [10, 0.02]), NOW)).toMatchObject({ back: null }));

  it('takes a baseline without an error as the gate took it', () => {
    const clean = gate({ verdict: 'fail', canary: 0.04, baseline: 0, effect: 100, bound: 20 });
    expect(recoveryOf(clean, series([0, 0.007]), NOW).back).toBe(NOW);
    expect(recoveryOf(clean, series([0, 0.009]), NOW).back).toBeNull();
  });

  it('knows nothing before the first sample', () =>
    expect(recoveryOf(failing(), series(), NOW)).toEqual({ back: null, newest: null }));
});
