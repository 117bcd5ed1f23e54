import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '@/lib/testing/database';
import { bucketWidth, readSeries } from './read-series';
import { insertSamples } from './store';
import { storedSample } from './testing/fixtures';

const db = withTestDatabase();
const T0 = Math.floor(Date.now() / 600_000) * 600_000 - 3_600_000;
const versions = { canary: 'v2', baseline: 'v1' };
const sample = storedSample(T0);

describe('series', () => {
  it('attributes at read, keeps gaps, shows other versions apart', async () => {
    const service = 'drawn';
    await insertSamples(db.sql, [
      sample({ service, requests: 10, errors: 1 }),
      sample({ service, requests: 30, errors: 3, source: 'b' }),
      sample({ service, at: T0 + 30_000, requests: 0, errors: 0 }),
      sample({ service, version: 'v1', requests: 100, errors: 0 }),
      sample({ service, version: 'v1', cohort: 'canary', at: T0 + 40_000, requests: 2, errors: 2 }),
      sample({ service, version: 'v0', requests: 7, errors: 0 }),
    ]);
    const series = await readSeries(db.sql, { service, versions, sli: 'error_rate', from: T0, to: T0 + 600_000 });
    const at = (s: number) => new Date(T0 + s * 1000).toISOString();
    expect(series).toMatchObject({ bucketMs: 10_000, unit: 'ratio' });
    expect(series.canary).toEqual([
      { at: at(0), value: 0.1, requests: 40, errors: 4 },
      { at: at(30), value: null, requests: 0, errors: 0 },
      { at: at(40), value: 1, requests: 2, errors: 2 },
    ]);
    expect(series.baseline).toEqual([{ at: at(0), value: 0, requests: 100, errors: 0 }]);
    expect(series.others).toEqual([{ version: 'v0', points: [{ at: at(0), value: 0, requests: 7, errors: 0 }] }]);
  });

  it('draws percentiles and means', async () => {
    const service = 'timed';
    const latency = { bounds: [10, 20, 40], counts: [50, 40, 10, 0] };
    const values = { cpu: { count: 4, sum: 2, sumSquares: 1 } };
    await insertSamples(db.sql, [
      sample({ service, latency, values }),
      sample({ service, latency, values, source: 'b' }),
      sample({ service, latency: null, source: 'c' }),
      sample({ service, latency: { bounds: [10], counts: [0, 5] }, at: T0 + 10_000 }),
    ]);
    const read = (sli: string) => readSeries(db.sql, { service, versions, sli, from: T0, to: T0 + 60_000 });
    expect((await read('latency_p50')).canary.map((p) => p.value)).toEqual([10, 10]);
    expect((await read('latency_p95')).canary[0]?.value).toBeCloseTo(30);
    expect((await read('cpu')).canary.map((p) => p.value)).toEqual([0.5, null]);
    expect((await read('memory')).canary.map((p) => p.value)).toEqual([null, null]);
  });

  it('never has more than 720 points, nor buckets narrower than what is sent', async () => {
    expect(bucketWidth(3_600_000, 10_000)).toBe(10_000);
    expect(bucketWidth(3_600_000, 60_000)).toBe(60_000);
    expect(bucketWidth(86_400_000, 10_000)).toBe(120_000);
    for (const days of [1, 3, 30, 90, 400, 4000]) {
      expect((days * 86_400_000) / bucketWidth(days * 86_400_000, 0)).toBeLessThanOrEqual(720);
    }
    const service = 'slow';
    await insertSamples(db.sql, [
      sample({ service, intervalMs: 60_000 }),
      sample({ service, intervalMs: 60_000, at: T0 + 60_000 }),
    ]);
    const series = await readSeries(db.sql, { service, versions, sli: 'error_rate', from: T0, to: T0 + 600_000 });
    expect([series.bucketMs, series.canary.length]).toEqual([60_000, 2]);
  });
});
