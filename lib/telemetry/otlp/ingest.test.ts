import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '@/lib/testing/database';
import { createTelemetry } from '../runtime';
import { addServices } from '../testing/fixtures';
import {
  CUMULATIVE,
  DELTA,
  exponential,
  exponentialPoint,
  exportRequest,
  HTTP,
  histogram,
  histogramPoint,
  numberPoint,
  type OtlpOptions,
} from '../testing/otlp';
import { ingestOtlp } from './ingest';
import { decodeResponse, encodeRequest, num } from './wire';

const db = withTestDatabase();
const now = Date.now();
const T0 = Math.floor(now / 10_000) * 10_000 - 600_000;
const replica = () => createTelemetry({ sql: db.sql, clock: { now: () => now }, retentionDays: 90 });
const deps = { current: undefined as ReturnType<typeof replica> | undefined };
const telemetry = () => {
  deps.current ??= replica();
  return deps.current;
};

async function send(request: Record<string, unknown>, on = telemetry()) {
  const answer = await ingestOtlp(on, encodeRequest(request), 'application/x-protobuf', null);
  const { partialSuccess } = decodeResponse(answer.body);
  return partialSuccess
    ? { rejected: num(partialSuccess.rejectedDataPoints), message: partialSuccess.errorMessage }
    : null;
}

const stored = (service: string) =>
  db.sql.query<Record<string, unknown>>(
    `SELECT version, cohort, source, (extract(epoch FROM at) * 1000)::float8 AS at, interval_ms AS interval,
      requests::int AS requests, errors::int AS errors, latency_bounds AS bounds, latency_counts::int[] AS counts,
      values, dimensions FROM telemetry_sample WHERE service = $1 ORDER BY at, requests, errors`,
    [service],
  );
const total = async (service: string) => (await stored(service)).reduce((n, row) => n + Number(row.requests), 0);

let named = 0;
async function fresh(): Promise<string> {
  named += 1;
  const service = `otlp-${named}`;
  await addServices(db.sql, [service], { kind: 'push', metrics: { 'process.cpu': 'cpu', orders: 'orders' } });
  return service;
}
const span = (from: number, to: number) => ({ start: T0 + from * 1000, end: T0 + to * 1000 });

describe('OTLP, as it comes over the wire', () => {
  const at = (service: string): OtlpOptions => ({ service, instance: 'pod-1', resource: { 'cloud.region': 'eu' } });

  it('gives requests, errors and latency by the HTTP convention, in protobuf, JSON and gzip alike', async () => {
    for (const way of ['protobuf', 'json', 'gzip']) {
      const service = await fresh();
      const labels = (status: number) => ({ 'http.response.status_code': status, 'http.route': '/a' });
      const request = exportRequest(
        at(service),
        histogram(
          DELTA,
          histogramPoint(span(0, 10), [5, 3, 1, 0], labels(200)),
          histogramPoint(span(0, 10), [0, 0, 1, 1], labels(503)),
          histogramPoint(span(0, 10), [2, 0, 0, 0], labels(404)),
        ),
        {
          name: 'http.client.request.duration',
          unit: 's',
          histogram: { aggregationTemporality: DELTA, dataPoints: [] },
        },
      );
      const json = new TextEncoder().encode(JSON.stringify(request));
      const bytes = way === 'json' ? json : way === 'gzip' ? gzipSync(encodeRequest(request)) : encodeRequest(request);
      const type = way === 'json' ? 'application/json; charset=utf-8' : 'application/x-protobuf';
      const answer = await ingestOtlp(telemetry(), bytes, type, way === 'gzip' ? 'gzip' : null);
      expect(answer.rejected).toEqual({ points: 0, message: '' });
      expect(new TextDecoder().decode(answer.body)).toBe(way === 'json' ? '{}' : '');
      const same = { version: 'v2', cohort: '', source: 'pod-1', at: T0, interval: 10_000, bounds: [5, 10, 70] };
      expect(await stored(service)).toMatchObject([
        { ...same, requests: 2, errors: 0, counts: [2, 0, 0, 0] },
        { ...same, requests: 2, errors: 2, counts: [0, 0, 1, 1], dimensions: { route: '/a', region: 'eu' } },
        { ...same, requests: 9, errors: 0, counts: [5, 3, 1, 0] },
      ]);
      expect((await ingestOtlp(telemetry(), bytes, type, way === 'gzip' ? 'gzip' : null)).rejected.points).toBe(0);
      expect(await total(service)).toBe(13);
    }
  });

  it('refuses what is no request, and what inflates without end', async () => {
    const on = telemetry();
    const bad = (bytes: Uint8Array, type: string | null, encoding: string | null = null) =>
      expect(ingestOtlp(on, bytes, type, encoding)).rejects;
    await bad(Buffer.from('hello'), 'application/x-protobuf').toMatchObject({ status: 400 });
    await bad(Buffer.from('{'), 'application/json').toMatchObject({ status: 400 });
    await bad(Buffer.from('[]'), 'application/json').toMatchObject({ status: 400 });
    await bad(Buffer.from('{"resourceMetrics":7}'), 'application/json').toMatchObject({ status: 400 });
    await bad(Buffer.from('{}'), 'text/plain').toMatchObject({ status: 400 });
    await bad(Buffer.from('{}'), 'application/json', 'br').toMatchObject({ status: 400 });
    await bad(Buffer.from('{}'), 'application/json', 'gzip').toMatchObject({ status: 400 });
    await bad(gzipSync(Buffer.alloc(30_000_000)), 'application/x-protobuf', 'gzip').toMatchObject({ status: 413 });
    const empty = await ingestOtlp(on, new Uint8Array(), 'application/x-protobuf', null);
    expect(empty.rejected.points).toBe(0);
  });

  it('reports refused points and stores the others', async () => {
    const service = await fresh();
    const unknown = exportRequest({ service: 'nobody' }, histogram(DELTA, histogramPoint(span(0, 10), [1, 0, 0, 0])));
    const good = exportRequest({ service }, histogram(DELTA, histogramPoint(span(0, 10), [1, 0, 0, 0])));
    const both = { resourceMetrics: [...(unknown.resourceMetrics as []), ...(good.resourceMetrics as [])] };
    expect(await send(both)).toEqual({ rejected: 1, message: 'there is no service "nobody" (1)' });
    expect(await total(service)).toBe(1);
    const hour = 3_600_000;
    const odd = exportRequest(
      { service },
      histogram(
        DELTA,
        histogramPoint({ start: now + hour - 10_000, end: now + hour }, [1, 0, 0, 0]),
        { ...histogramPoint(span(0, 10), [1, 0, 0, 0]), explicitBounds: [1] },
        { ...histogramPoint(span(10, 0), [1, 0, 0, 0]) },
        histogramPoint(span(0, 10), [1, 0, 0, 0], { 'rampart.cohort': 'blue' }),
      ),
    );
    const answer = await send(odd);
    expect(answer?.rejected).toBe(4);
    for (const reason of [/clock 60 min ahead/, /buckets and bounds/, /ends before/, /rampart.cohort must be/]) {
      expect(answer?.message).toMatch(reason);
    }
    expect(await total(service)).toBe(1);
    await telemetry().wake.flush();
    const [source] = await db.sql.query<{ skew: number; refused: number }>(
      'SELECT skew_ms::float8 AS skew, refused::int AS refused FROM telemetry_source WHERE service = $1',
      [service],
    );
    expect(source?.refused).toBe(1);
    // Nanoseconds pass through a double here: a millisecond may be lost.
    expect(Math.abs((source?.skew ?? 0) - hour)).toBeLessThanOrEqual(1);
  });

  it('takes the cohort from rampart.cohort or the variant of a flag', async () => {
    const service = await fresh();
    const label = (key: string, value: string) => ({ 'http.response.status_code': 200, [key]: value });
    await send(
      exportRequest(
        { service, version: null },
        histogram(
          DELTA,
          histogramPoint(span(0, 10), [1, 0, 0, 0], label('rampart.cohort', 'canary')),
          histogramPoint(span(0, 10), [2, 0, 0, 0], label('feature_flag.result.variant', 'off')),
        ),
      ),
    );
    expect(await stored(service)).toMatchObject([
      { cohort: 'canary', version: '', requests: 1 },
      { cohort: 'baseline', version: '', requests: 2 },
    ]);
  });

  it('maps sums and gauges to values', async () => {
    const service = await fresh();
    const sum = (value: number, to: number) => ({
      name: 'orders',
      sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints: [numberPoint(span(0, to), value)] },
    });
    await send(
      exportRequest({ service }, sum(3, 10), {
        name: 'process.cpu',
        gauge: { dataPoints: [numberPoint(span(0, 10), 0.5)] },
      }),
    );
    await send(exportRequest({ service }, sum(10, 20)));
    const values = (await stored(service)).map((row) => row.values);
    expect(values).toHaveLength(3);
    expect(values).toEqual(
      expect.arrayContaining([
        { orders: { count: 1, sum: 3, sumSquares: 9 } },
        { orders: { count: 1, sum: 7, sumSquares: 49 } },
        { cpu: { count: 1, sum: 0.5, sumSquares: 0.25 } },
      ]),
    );
    const mapped = await send(
      exportRequest({ service }, { ...histogram(DELTA, histogramPoint(span(0, 10), [1, 0, 0, 0])), name: 'orders' }),
    );
    expect(mapped?.message).toMatch(/only sums and gauges/);
  });
});

describe('OTLP, cumulative series', () => {
  const point = (service: string, to: number, counts: number[], from = 0, instance = 'pod-1') =>
    exportRequest({ service, instance }, histogram(CUMULATIVE, histogramPoint(span(from, to), counts)));

  it('counts the first point from the start, then differences, whichever replica gets the next one', async () => {
    const service = await fresh();
    const [one, two] = [replica(), replica()];
    await send(point(service, 10, [5, 0, 0, 0]), one);
    await send(point(service, 20, [7, 1, 0, 0]), two);
    await send(point(service, 30, [7, 1, 0, 4]), one);
    expect(await stored(service)).toMatchObject([
      { at: T0, requests: 5, counts: [5, 0, 0, 0] },
      { at: T0 + 10_000, requests: 3, counts: [2, 1, 0, 0] },
      { at: T0 + 20_000, requests: 4, counts: [0, 0, 0, 4] },
    ]);
  });

  it('counts nothing twice: repeats, late points, two replicas at once, two points in one request', async () => {
    const service = await fresh();
    const [one, two] = [replica(), replica()];
    await Promise.all([1, 2, 3, 4].map((n) => send(point(service, 10, [5, 0, 0, 0]), n % 2 ? one : two)));
    await send(point(service, 30, [9, 0, 0, 0]), two);
    await send(point(service, 20, [7, 0, 0, 0]), one);
    expect(await total(service)).toBe(9);
    await send(
      exportRequest(
        { service, instance: 'pod-1' },
        histogram(CUMULATIVE, histogramPoint(span(0, 50), [15, 0, 0, 0]), histogramPoint(span(0, 40), [12, 0, 0, 0])),
      ),
    );
    expect(await total(service)).toBe(15);
    expect(await stored(service)).toHaveLength(4);
  });

  it('handles resets: a new start, and a sum that fell without one', async () => {
    const service = await fresh();
    await send(point(service, 10, [5, 0, 0, 0]));
    await send(point(service, 30, [2, 0, 0, 0], 15));
    await send(point(service, 40, [6, 0, 0, 0], 15));
    expect(await total(service)).toBe(5 + 2 + 4);
    await send(point(service, 50, [1, 0, 0, 0], 15));
    expect(await total(service)).toBe(5 + 2 + 4 + 1);
    await send(point(service, 20, [9, 0, 0, 0]));
    expect(await total(service)).toBe(12 + 4);
  });

  it('keeps instances apart, and what ran long before it was first seen', async () => {
    const service = await fresh();
    await send(point(service, 10, [5, 0, 0, 0], 0, 'pod-1'));
    await send(point(service, 10, [3, 0, 0, 0], 0, 'pod-2'));
    expect(await total(service)).toBe(8);
    await send(point(service, 10, [1_000_000, 0, 0, 0], -86_400, 'old'));
    await send(point(service, 20, [1_000_002, 0, 0, 0], -86_400, 'old'));
    expect(await total(service)).toBe(10);
  });

  it('counts a series that appears in an old process (the first 5xx) from the last export on', async () => {
    const service = await fresh();
    const started = -86_400;
    const both = (to: number, good: number, bad: number | null) =>
      exportRequest(
        { service, instance: 'pod-1' },
        histogram(
          CUMULATIVE,
          histogramPoint(span(started, to), [good, 0, 0, 0], { 'http.response.status_code': 200 }),
          ...(bad === null
            ? []
            : [histogramPoint(span(started, to), [0, 0, 0, bad], { 'http.response.status_code': 500 })]),
        ),
      );
    await send(both(10, 1_000_000, null));
    await send(both(20, 1_000_010, 3));
    await send(both(30, 1_000_020, 5));
    expect(await stored(service)).toMatchObject([
      { at: T0 + 10_000, interval: 10_000, requests: 3, errors: 3 },
      { at: T0 + 10_000, interval: 10_000, requests: 10, errors: 0 },
      { at: T0 + 20_000, interval: 10_000, requests: 2, errors: 2 },
      { at: T0 + 20_000, interval: 10_000, requests: 10, errors: 0 },
    ]);
  });

  it('stores one sample of an idle instance and no more, so that silence and idleness differ', async () => {
    const service = await fresh();
    const idle = (to: number) =>
      exportRequest(
        { service, instance: 'pod-1' },
        histogram(
          CUMULATIVE,
          histogramPoint(span(0, to), [5, 0, 0, 0], { 'http.route': '/a', 'http.response.status_code': 200 }),
          histogramPoint(span(0, to), [5, 0, 0, 0], { 'http.route': '/b', 'http.response.status_code': 200 }),
        ),
      );
    await send(idle(10));
    await send(idle(20));
    expect((await stored(service)).map((row) => row.requests)).toEqual([5, 5, 0]);
  });

  const filled = (row: Record<string, unknown> | undefined) => {
    const [bounds, counts] = [row?.bounds as number[], row?.counts as number[]];
    return counts.flatMap((count, i) =>
      count > 0 ? [[Math.round(bounds[i] ?? Number.POSITIVE_INFINITY), count]] : [],
    );
  };

  it('brings exponential histograms to one grid, exactly', async () => {
    const service = await fresh();
    const fine = { scale: 4, offset: -33, counts: [1, 0, 0, 0, 2, ...Array(11).fill(1)] };
    await send(exportRequest({ service }, exponential(DELTA, exponentialPoint(span(0, 10), fine))));
    const odd = { scale: 3, offset: -100, counts: [7, ...Array(200).fill(0), 9], zero: 3 };
    await send(exportRequest({ service }, exponential(DELTA, exponentialPoint(span(10, 20), odd))));
    const rows = await stored(service);
    expect(filled(rows[0])).toEqual([
      [250, 1],
      [297, 2],
      [354, 4],
      [420, 4],
      [500, 3],
    ]);
    expect(filled(rows[1])).toEqual([
      [1, 10],
      [Number.POSITIVE_INFINITY, 9],
    ]);
    expect(rows[0]?.bounds).toEqual(rows[1]?.bounds);
  });

  it('subtracts exponential histograms, also when the scale falls, without guessing', async () => {
    const service = await fresh();
    const exp = (to: number, what: Parameters<typeof exponentialPoint>[1]) =>
      exportRequest({ service }, exponential(CUMULATIVE, exponentialPoint(span(0, to), what)));
    await send(exp(10, { scale: 1, offset: -4, counts: [1, 2, 3, 4], zero: 1 }));
    await send(exp(20, { scale: 0, offset: -2, counts: [4, 8, 5], zero: 2 }));
    await send(exp(30, { scale: 0, offset: -2, counts: [4, 8, 5, ...Array(20).fill(1)], zero: 2 }));
    const rows = await stored(service);
    expect(rows.map((row) => row.requests)).toEqual([11, 8, 20]);
    expect(filled(rows[0])).toEqual([
      [1, 1],
      [354, 1],
      [500, 2],
      [707, 3],
      [1000, 4],
    ]);
    expect(filled(rows[1])).toEqual([
      [1, 1],
      [500, 1],
      [1000, 1],
      [2000, 5],
    ]);
    expect(filled(rows[2]).at(-1)).toEqual([Number.POSITIVE_INFINITY, 14]);
  });

  it('gives requests without latency where histograms cannot be subtracted', async () => {
    const service = await fresh();
    await send(point(service, 10, [5, 0, 0, 0]));
    const other = { ...histogramPoint(span(0, 20), [4, 4]), explicitBounds: [1] };
    await send(exportRequest({ service, instance: 'pod-1' }, histogram(CUMULATIVE, other)));
    expect((await stored(service))[0]).toMatchObject({ requests: 5, counts: [5, 0, 0, 0] });
    expect((await stored(service))[1]).toMatchObject({ requests: 3, counts: [], bounds: [] });
  });
});

it('knows the convention by name', () => expect(HTTP).toBe('http.server.request.duration'));
