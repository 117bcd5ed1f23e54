import { describe, expect, it } from 'vitest';
import type { LatencyPart } from '@/lib/telemetry/read-latency-by-dimension';
import type { Cohort } from '@/lib/telemetry/samples';
import { latencyBy, slowWords } from './slow';

/** So many requests up to 100 ms, and so many up to 200. */
const part = (value: string | null, cohort: Cohort, quick: number, slow: number): LatencyPart => ({
  value,
  cohort,
  latencies: [{ bounds: [100, 200], counts: [quick, slow, 0] }],
});
const told = (parts: readonly LatencyPart[]) => {
  const latency = latencyBy(parts);
  const values = [...new Set(parts.flatMap(({ value }) => value ?? []))];
  const rows = values.map((value) => ({ value, latency: latency.of(value) }));
  return slowWords('route', rows, latency.total)?.replaceAll('\u202f', ' ') ?? null;
};
const both = (value: string, quick: number, slow: number): LatencyPart[] => [
  part(value, 'canary', quick, slow),
  part(value, 'baseline', 1_000, 0),
];

describe('where it is slower', () => {
  it('names the one place', () =>
    expect(told([...both('/pay', 500, 500), ...both('/cart', 1_000, 0)])).toBe(
      'Slowest at /pay: p95 190 ms against 95 ms.',
    ));

  it('says so where it is every place', () =>
    expect(told([...both('/pay', 500, 500), ...both('/cart', 500, 500)])).toBe(
      'Slower at every route alike: p95 190 ms against 95 ms.',
    ));

  it.each([
    ['as quick as before', both('/pay', 1_000, 0)],
    ['of too few requests', both('/pay', 40, 40)],
    ['without a baseline', [part('/pay', 'canary', 500, 500)]],
    ['without histograms', []],
  ])('is silent: %s', (_, parts) => expect(told(parts)).toBeNull());

  it('counts the values that are not named into the whole, and merges what has other bounds', () => {
    const other = { value: '/pay', cohort: 'canary' as const, latencies: [{ bounds: [100], counts: [10, 0] }] };
    const { of, total } = latencyBy([part('/pay', 'canary', 90, 0), other, part(null, 'canary', 0, 900)]);
    expect(of('/pay').canary).toBeCloseTo(95);
    expect(total.canary).toBeCloseTo(194.4, 0);
    expect(of('/none')).toEqual({ canary: null, baseline: null, counted: 0 });
  });
});
