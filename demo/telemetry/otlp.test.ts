import { describe, expect, it } from 'vitest';
import { BOUNDS_SECONDS, Recorder } from '../services/recorder';
import { SERVICES, type ServiceSpec } from '../services/spec';
import { attributesOf, bytesOf, numberOf, packed, textOf, wireFields } from '../testing/wire';
import { otlpRequest } from './otlp-model';
import { encodeOtlp } from './otlp-proto';
import { pushSamples } from './push-model';

const spec = SERVICES.find((one) => one.name === 'search') as ServiceSpec;
const labels = { route: '/search', method: 'GET', region: 'us-east', node: 'node-a', dependency: 'search-index' };

function recorder(): Recorder {
  const one = new Recorder();
  one.request({ ...labels, status: 200 }, 0.004);
  one.request({ ...labels, status: 200 }, 0.045);
  one.request({ ...labels, status: 200 }, 99);
  one.request({ ...labels, status: 503 }, 0.1);
  return one;
}

describe('OTLP protobuf', () => {
  const from = 1_760_000_000_123;
  const request = otlpRequest(
    { id: 'i-1', version: '2.1.0', spec },
    recorder().take().series,
    { from, to: from + 5_000 },
    'delta',
  );
  const [resourceMetrics] = bytesOf(encodeOtlp(request), 1);
  const [scopeMetrics] = bytesOf(resourceMetrics as Uint8Array, 2);
  const [metric] = bytesOf(scopeMetrics as Uint8Array, 2);
  const [histogram] = bytesOf(metric as Uint8Array, 9);
  const points = bytesOf(histogram as Uint8Array, 1);

  it('names the resource by the semantic convention', () => {
    const [resource] = bytesOf(resourceMetrics as Uint8Array, 1);
    expect(attributesOf(bytesOf(resource as Uint8Array, 1))).toEqual({
      'service.name': 'search',
      'service.version': '2.1.0',
      'service.instance.id': 'i-1',
      'deployment.environment.name': 'production',
    });
  });

  it('carries the histogram in seconds with delta temporality', () => {
    expect(textOf(metric as Uint8Array, 1)).toBe('http.server.request.duration');
    expect(textOf(metric as Uint8Array, 3)).toBe('s');
    expect(numberOf(histogram as Uint8Array, 2)).toBe(1n);
    expect(points).toHaveLength(2);
  });

  it('carries exact times, counts and buckets of what was recorded', () => {
    const [ok, failed] = points as [Uint8Array, Uint8Array];
    expect(numberOf(ok, 2)).toBe(BigInt(from) * 1_000_000n);
    expect(numberOf(ok, 3)).toBe(BigInt(from + 5_000) * 1_000_000n);
    expect(numberOf(ok, 4)).toBe(3n);
    const counts = packed(ok, 6, 'fixed64');
    expect(counts).toHaveLength(BOUNDS_SECONDS.length + 1);
    expect(counts[0]).toBe(1);
    expect(counts.at(-1)).toBe(1);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(3);
    expect(packed(ok, 7, 'double')).toEqual(BOUNDS_SECONDS);
    expect(attributesOf(bytesOf(failed, 9))).toMatchObject({
      'http.response.status_code': 503n,
      'http.route': '/search',
      'cloud.region': 'us-east',
      'host.name': 'node-a',
      'peer.service': 'search-index',
    });
    const sum = wireFields(ok).find((one) => one.field === 5)?.value as bigint;
    const double = new DataView(new BigUint64Array([sum]).buffer).getFloat64(0, true);
    expect(double).toBeCloseTo(99.049, 6);
  });
});

describe('recorder', () => {
  it('keeps totals for cumulative reporting and forgets what was taken for delta', () => {
    const one = recorder();
    expect(one.total().series.map((series) => series.count)).toEqual([3, 1]);
    one.request({ ...labels, status: 200 }, 0.01);
    expect(one.total().series[0]?.count).toBe(4);
    one.take();
    expect(one.take().series).toEqual([]);
    expect({ requests: one.requests, errors: one.errors }).toEqual({ requests: 5, errors: 1 });
  });
});

describe('telemetry push', () => {
  it('counts each person once in an interval, and those who met an error', () => {
    const one = new Recorder();
    for (const status of [200, 503, 503]) one.request({ ...labels, status }, 0.01, 'u1');
    one.request({ ...labels, status: 200 }, 0.01, 'u2');
    const span = { from: 1_760_000_000_000, to: 1_760_000_005_000 };
    const users = () => pushSamples('4.8.0', one.take(), span).flatMap((sample) => sample.users ?? []);
    expect(users()).toEqual([{ active: 2, affected: 1 }]);
    expect(users()).toEqual([]);
  });

  it('sums a route, region and node over its statuses and puts what else is measured apart', () => {
    const one = recorder();
    one.measure('order_value', 10);
    one.measure('order_value', 30);
    const samples = pushSamples('4.8.0', one.take(), { from: 1_760_000_000_000, to: 1_760_000_005_000 });
    expect(samples[0]).toMatchObject({ requests: 4, errors: 1, interval: '5s', at: '2025-10-09T08:53:20.000Z' });
    expect(samples[0]?.latencyMs?.counts.reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(samples[0]?.latencyMs?.counts).toHaveLength((samples[0]?.latencyMs?.bounds.length ?? 0) + 1);
    expect(samples[0]?.dimensions).toEqual({
      route: '/search',
      region: 'us-east',
      node: 'node-a',
      dependency: 'search-index',
    });
    expect(samples[1]?.values).toEqual({ order_value: { count: 2, sum: 40, sumSquares: 1000 } });
  });
});
