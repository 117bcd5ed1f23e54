import { describe, expect, it } from 'vitest';
import { gate, NOW, release } from '@/components/releases/testing/release';
import type { ReleaseSeries, SeriesBound, SeriesEvidence } from '@/lib/telemetry/series-schema';
import { chartPoints, chartView, limitLabel, seriesBuckets, windowStart } from './chart-view';

const at = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
const point = (seconds: number, value: number | null) => ({ at: at(seconds), value, requests: 100, errors: 1 });

const bound = (change: Partial<SeriesBound> = {}): SeriesBound => ({
  gate: 'errors',
  compare: 'baseline',
  direction: 'lower_is_better',
  critical: true,
  steps: [0],
  bound: 1.5,
  points: [{ at: at(10), value: 0.015 }],
  ...change,
});
const series = (bounds: SeriesBound[]): ReleaseSeries => ({
  sli: 'error_rate',
  unit: 'ratio',
  from: at(60),
  to: at(0),
  bucketMs: 10_000,
  canary: [],
  baseline: [],
  others: [],
  bounds,
  evidence: [],
});

describe('chart view', () => {
  it('joins the cohorts by bucket and leaves gaps', () => {
    const buckets = seriesBuckets(
      {
        canary: [point(10, 0.02), point(40, 0.01)],
        baseline: [point(10, 0.01), point(20, 0.01)],
      },
      null,
    );
    expect(buckets.map((bucket) => [(NOW - bucket.at) / 1000, bucket.canary, bucket.baseline])).toEqual([
      [40, 0.01, null],
      [20, null, 0.01],
      [10, 0.02, 0.01],
    ]);
  });

  it('draws the limit that the series says', () => {
    const both = { canary: [point(10, 0.02), point(0, 0.02)], baseline: [point(10, 0.01)] };
    const points = chartPoints(seriesBuckets(both, bound()), 'error_rate');
    expect(points.map(({ limit }) => limit)).toEqual([0.015, null]);
    expect(points[0]?.effect).toBe('2.0×');
    expect(limitLabel('error_rate', bound({ compare: 'limit', bound: 0.05 }))).toBe('limit 5\u202f%');
    expect(limitLabel('error_rate', null)).toBeNull();
  });

  it('ends with its release, not with silence', () => {
    const ended = release({ status: 'rolled_back', finishedAt: at(3_600) });
    const view = chartView({
      release: ended,
      gate: gate(),
      series: series([]),
      events: [],
      window: 'release',
      now: NOW,
    });
    expect(view.to).toBe(NOW - 3_590_000);
  });

  it('begins five minutes before the step', () => {
    expect(windowStart('step', release(), NOW)).toBe(NOW - 8 * 60_000);
    expect(windowStart('1h', release(), NOW)).toBe(NOW - 3_600_000);
  });

  it('shades the hold up to now', () => {
    const view = chartView({
      release: release(),
      gate: gate(),
      series: series([bound()]),
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
      gate: gate({ sli: 'orders' }),
      series: series([bound({ direction: 'higher_is_better' })]),
      events: [],
      window: 'step',
      now: NOW,
    });
    expect(view.worseIs).toBe('below');
  });

  it('draws the band and the evidence in the bucket they belong to, and says when it is decided', () => {
    const told: SeriesEvidence = {
      gate: 'errors',
      since: at(60),
      edgesMs: [],
      needWorse: 3,
      needFine: 3,
      guardedSince: at(20),
      latches: [{ side: 'fine', at: at(7) }],
      points: [
        { at: at(15), worse: 0, fine: 0.4, logWorse: -1, logFine: 1.2, band: { lower: 0.01, upper: 0.03 } },
        { at: at(7), worse: 0, fine: 1, logWorse: -2, logFine: 3, band: { lower: 0.01, upper: null } },
      ],
    };
    const evidence = {
      ...{ worse: 0, fine: 0.59, logWorse: -1, logFine: 1.8, needWorse: 3, needFine: 3, alpha: 0.05, spent: 1 },
      ...{ dispersion: 3.21, edgeMs: null },
    };
    const view = chartView({
      release: release(),
      gate: gate({ verdict: 'inconclusive', evidence, expected: { verdict: 'pass', seconds: 360 } }),
      series: { ...series([bound()]), canary: [point(20, 0.02), point(10, 0.02)], evidence: [told] },
      events: [],
      window: 'step',
      now: NOW,
    });
    expect(view.points.map(({ fine, band }) => [fine, band])).toEqual([
      [0.4, [0.01, 0.03]],
      [1, [0.01, Number.POSITIVE_INFINITY]],
    ]);
    expect(view.evidence).toMatchObject({
      fineLabel: 'fine 59\u202f%',
      latches: [{ side: 'fine', at: NOW - 7000 }],
      note: 'Counts come in bursts (dispersion 3.2): judging by bucket since 14:31:50. About 6 min more at the present traffic.',
    });
  });

  it('says above which edge a latency gate judges, and draws no limit that none is', () => {
    const evidence = {
      ...{ worse: 0, fine: 0.1, logWorse: -1, logFine: 0.3, needWorse: 3, needFine: 3, alpha: 0.05, spent: 1 },
      ...{ dispersion: null, edgeMs: 250 },
    };
    const slow = gate({ name: 'slow', sli: 'latency_p95', evidence });
    const all = { ...series([bound({ gate: 'slow', points: [] })]), sli: 'latency_p95', canary: [point(10, 90)] };
    const view = chartView({ release: release(), gate: slow, series: all, events: [], window: 'step', now: NOW });
    expect(view.basis).toBe('judged by requests above 250 ms');
    expect(view.points.map(({ limit }) => limit)).toEqual([null]);
  });
});
