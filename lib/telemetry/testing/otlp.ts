/** OTLP metrics requests as an SDK would send them, in the JSON form; `encodeRequest` makes protobuf of the same. */
export type OtlpOptions = {
  service?: string;
  version?: string | null;
  instance?: string;
  resource?: Record<string, string>;
};

const attributes = (record: Record<string, string | number>) =>
  Object.entries(record).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));

export const nanos = (ms: number): string => `${ms}000000`;

export type Timing = { start: number; end: number };

export function histogramPoint(
  { start, end }: Timing,
  counts: readonly number[],
  labels: Record<string, string | number> = { 'http.response.status_code': 200, 'http.route': '/a' },
): Record<string, unknown> {
  return {
    startTimeUnixNano: nanos(start),
    timeUnixNano: nanos(end),
    count: counts.reduce((n, c) => n + c, 0),
    sum: 1,
    bucketCounts: counts,
    explicitBounds: [0.005, 0.01, 0.07],
    attributes: attributes(labels),
  };
}

export function exponentialPoint(
  { start, end }: Timing,
  { scale, offset, counts, zero = 0 }: { scale: number; offset: number; counts: readonly number[]; zero?: number },
): Record<string, unknown> {
  return {
    startTimeUnixNano: nanos(start),
    timeUnixNano: nanos(end),
    count: counts.reduce((n, c) => n + c, zero),
    scale,
    zeroCount: zero,
    positive: { offset, bucketCounts: counts },
    attributes: attributes({ 'http.response.status_code': 200 }),
  };
}

export const numberPoint = ({ start, end }: Timing, value: number): Record<string, unknown> => ({
  startTimeUnixNano: nanos(start),
  timeUnixNano: nanos(end),
  asDouble: value,
});

export const HTTP = 'http.server.request.duration';
export const DELTA = 1;
export const CUMULATIVE = 2;

export const histogram = (aggregationTemporality: number, ...dataPoints: unknown[]): Record<string, unknown> => ({
  name: HTTP,
  unit: 's',
  histogram: { aggregationTemporality, dataPoints },
});

export const exponential = (aggregationTemporality: number, ...dataPoints: unknown[]): Record<string, unknown> => ({
  name: HTTP,
  unit: 's',
  exponentialHistogram: { aggregationTemporality, dataPoints },
});

export function exportRequest(options: OtlpOptions, ...metrics: unknown[]): Record<string, unknown> {
  const { service = 'shop', version = 'v2', instance, resource } = options;
  return {
    resourceMetrics: [
      {
        resource: {
          attributes: attributes({
            'service.name': service,
            ...(version === null ? {} : { 'service.version': version }),
            ...(instance === undefined ? {} : { 'service.instance.id': instance }),
            ...resource,
          }),
        },
        scopeMetrics: [{ scope: { name: 'test' }, metrics }],
      },
    ],
  };
}
