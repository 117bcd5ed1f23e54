import type { Instance } from '../services/instance';
import { BOUNDS_SECONDS, type Series } from '../services/recorder';

/** OTLP in its JSON form (times and 64-bit counts as decimal strings); the protobuf encoder takes the same object. */
export type Attribute = { key: string; value: { stringValue: string } | { intValue: string } };
export type OtlpRequest = {
  resourceMetrics: {
    resource: { attributes: Attribute[] };
    scopeMetrics: { scope: { name: string; version: string }; metrics: OtlpMetric[] }[];
  }[];
};
type OtlpMetric = {
  name: string;
  unit: string;
  description: string;
  histogram: { aggregationTemporality: 1 | 2; dataPoints: OtlpPoint[] };
};
type OtlpPoint = {
  attributes: Attribute[];
  startTimeUnixNano: string;
  timeUnixNano: string;
  count: string;
  sum: number;
  bucketCounts: string[];
  explicitBounds: number[];
};

/** Interval in epoch milliseconds; for cumulative points `from` is the start of the instance. */
export type Interval = { from: number; to: number };

const text = (key: string, value: string): Attribute => ({ key, value: { stringValue: value } });
const nanos = (ms: number): string => `${BigInt(Math.round(ms)) * 1_000_000n}`;

/** Everything one instance measured in an interval as one OTLP metrics request. */
export function otlpRequest(
  instance: Pick<Instance, 'id' | 'version' | 'spec'>,
  series: readonly Series[],
  interval: Interval,
  temporality: 'cumulative' | 'delta',
): OtlpRequest {
  return {
    resourceMetrics: [
      {
        resource: {
          attributes: [
            text('service.name', instance.spec.name),
            text('service.version', instance.version),
            text('service.instance.id', instance.id),
            text('deployment.environment.name', 'production'),
          ],
        },
        scopeMetrics: [
          {
            scope: { name: 'rampart-demo-fleet', version: '1.0.0' },
            metrics: [
              {
                name: 'http.server.request.duration',
                unit: 's',
                description: 'Duration of HTTP server requests.',
                histogram: {
                  aggregationTemporality: temporality === 'delta' ? 1 : 2,
                  dataPoints: series.map((one) => point(one, interval)),
                },
              },
            ],
          },
        ],
      },
    ],
  };
}

function point(series: Series, interval: Interval): OtlpPoint {
  return {
    attributes: [
      text('http.request.method', series.method),
      text('http.route', series.route),
      { key: 'http.response.status_code', value: { intValue: String(series.status) } },
      text('url.scheme', 'http'),
      text('cloud.region', series.region),
      text('host.name', series.node),
      text('peer.service', series.dependency),
    ],
    startTimeUnixNano: nanos(interval.from),
    timeUnixNano: nanos(interval.to),
    count: String(series.count),
    sum: series.sumSeconds,
    bucketCounts: series.buckets.map(String),
    explicitBounds: [...BOUNDS_SECONDS],
  };
}
