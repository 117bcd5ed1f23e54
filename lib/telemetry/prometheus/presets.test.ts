import { describe, expect, it } from 'vitest';
import { type PrometheusConfig, queriesFor } from './presets';
import { sourceOf, toSamples } from './samples';

const url = 'http://127.0.0.1:9090';
const target = { service: 'shop', version: '1.2"\\', cohort: 'canary' as const };

describe('queries', () => {
  it('fills in a preset, escaped for PromQL', () => {
    const queries = queriesFor({ kind: 'prometheus', url, preset: 'otel-http' }, target);
    expect(queries.requests).toBe(
      'sum (increase(http_server_request_duration_seconds_count{service_name="shop",service_version="1.2\\"\\\\"}[{{window}}]))',
    );
    expect(queries.errors).toContain('http_response_status_code=~"5.."');
    expect(queries.latencyBuckets).toContain('sum by (le) (increase(http_server_request_duration_seconds_bucket');
    expect(queries).toMatchObject({ bucketUnit: 's', byCohort: false });
  });

  it.each([
    ['istio', false, 'ms'],
    ['haproxy', true, 's'],
    ['nginx-ingress', true, 's'],
  ] as const)('knows %s', (preset, byCohort, bucketUnit) => {
    const config: PrometheusConfig = { kind: 'prometheus', url, preset };
    const canary = queriesFor(config, target);
    const baseline = queriesFor(config, { ...target, version: '1.1', cohort: 'baseline' });
    expect(canary).toMatchObject({ byCohort, bucketUnit });
    expect(canary.requests).not.toBe(baseline.requests);
    expect(JSON.stringify(canary)).not.toMatch(/\{\{(service|version|cohort)/);
  });

  it('lets own queries win over the preset, and adds values', () => {
    const queries = queriesFor(
      {
        kind: 'prometheus',
        url,
        preset: 'otel-http',
        queries: {
          error_rate: { errors: 'sum(increase(oops{v="{{version}}"}[{{window}}]))' },
          cpu: { value: 'avg(cpu{app="{{service}}",track="{{cohort}}"})' },
        },
      },
      target,
    );
    expect(queries.errors).toBe('sum(increase(oops{v="1.2\\"\\\\"}[{{window}}]))');
    expect(queries.requests).toContain('http_server_request_duration_seconds_count');
    expect(queries.values).toEqual({ cpu: 'avg(cpu{app="shop",track="canary"})' });
    expect(queries.byCohort).toBe(true);
  });

  it('gives other queries another source', () => {
    const one: PrometheusConfig = { kind: 'prometheus', url, preset: 'istio' };
    expect(sourceOf(one)).toBe(sourceOf({ ...one }));
    expect(sourceOf(one)).not.toBe(sourceOf({ ...one, preset: 'haproxy' }));
  });
});

describe('samples from answers', () => {
  const of = { service: 's', version: 'v', cohort: '' as const, source: 'p', stepMs: 30_000, unit: 's' as const };
  const line = (points: [number, number][], labels: Record<string, string> = {}) => ({
    labels,
    points: new Map(points),
  });

  it('takes buckets apart, rounds, and leaves windows without an answer out', () => {
    const bucket = (le: string, value: number) => line([[60, value]], { le });
    const samples = toSamples(
      {
        requests: [line([[60, 99.6]]), line([[60, 0.2]])],
        errors: [line([[60, 200]])],
        latencyBuckets: [bucket('+Inf', 99.9), bucket('0.07', 50.4), bucket('0.005', 10.6)],
        values: { cpu: [line([[120, 0.5]])] },
      },
      [30, 60, 90, 120],
      of,
    );
    expect(samples).toMatchObject([
      {
        at: 30_000,
        intervalMs: 30_000,
        requests: 100,
        errors: 100,
        latency: { bounds: [5, 70], counts: [11, 39, 50] },
      },
      { at: 90_000, requests: 0, latency: null, values: { cpu: { count: 1, sum: 0.5, sumSquares: 0.25 } } },
    ]);
  });
});
