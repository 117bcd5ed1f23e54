import { describe, expect, it } from 'vitest';
import { planSpecSchema } from '@/lib/plans/schema';
import { seriesBounds } from './series-bounds';

const plan = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'early', exposure: 10, hold: '5m', gates: ['errors'] },
    { ring: 'broad', exposure: 100, hold: '5m' },
  ],
  gates: {
    errors: { sli: 'error_rate', compare: 'baseline', maxIncrease: 0.5, critical: true },
    cap: { sli: 'error_rate', compare: 'limit', limit: 0.02 },
    orders: { sli: 'orders', compare: 'baseline', maxIncrease: 0.1, direction: 'higher_is_better' },
    slow: { sli: 'latency_p95', compare: 'limit', limit: 400 },
  },
});
const at = (minute: number) => `2026-11-21T12:0${minute}:00.000Z`;
const point = (minute: number, value: number | null, requests = 100) => ({
  at: at(minute),
  value,
  requests,
  errors: 0,
});

describe('the bounds of a series', () => {
  it('are one line for each gate on the SLI, at every bucket of either cohort', () => {
    const series = {
      sli: 'error_rate',
      canary: [point(0, 0.01), point(2, 0)],
      baseline: [point(0, 0.02), point(1, 0)],
    };
    expect(seriesBounds(plan, series)).toEqual([
      {
        gate: 'errors',
        compare: 'baseline',
        direction: 'lower_is_better',
        critical: true,
        steps: [0, 1],
        bound: 1.5,
        points: [
          { at: at(0), value: 0.03 },
          { at: at(1), value: 0.015 },
          { at: at(2), value: null },
        ],
      },
      expect.objectContaining({
        gate: 'cap',
        compare: 'limit',
        steps: [1],
        bound: 0.02,
        points: [0, 1, 2].map((minute) => ({ at: at(minute), value: 0.02 })),
      }),
    ]);
  });

  it('count a rare error over all that was seen, not in the bucket where it fell', () => {
    const baseline = [point(0, 0, 900), point(1, 0.01, 100), point(2, 0, 1000)];
    const [bound] = seriesBounds(plan, { sli: 'error_rate', canary: [], baseline });
    expect(bound?.points.map(({ value }) => value?.toFixed(5))).toEqual(['0.00167', '0.00150', '0.00075']);
  });

  it('lie below the baseline where higher is better, and are none where no gate looks', () => {
    const [bound] = seriesBounds(plan, { sli: 'orders', canary: [], baseline: [point(0, 10)] });
    expect(bound?.points[0]?.value).toBeCloseTo(9);
    expect(seriesBounds(plan, { sli: 'cpu', canary: [point(0, 1)], baseline: [] })).toEqual([]);
  });

  it('have no line where requests above fixed edges are judged: no multiple of a quantile is the limit', () => {
    const latency = planSpecSchema.parse({
      mechanism: 'canary',
      steps: [{ ring: 'broad', exposure: 100, hold: '5m' }],
      gates: {
        tail: { sli: 'latency_p95', compare: 'baseline', maxIncrease: 1 },
        ranks: { sli: 'latency_p95', compare: 'baseline', method: 'threshold', maxIncrease: 1 },
      },
    });
    const found = seriesBounds(latency, { sli: 'latency_p95', canary: [], baseline: [point(0, 200)] });
    expect(found.map(({ gate, points }) => [gate, points.map(({ value }) => value)])).toEqual([
      ['tail', []],
      ['ranks', [400]],
    ]);
  });
});
