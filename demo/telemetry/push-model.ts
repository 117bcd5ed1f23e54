import { BOUNDS_SECONDS, type Measured, type Series } from '../services/recorder';
import type { Interval } from './otlp-model';

export type PushSample = {
  version: string;
  at: string;
  interval: string;
  requests: number;
  errors: number;
  latencyMs?: { bounds: number[]; counts: number[] };
  values?: Record<string, { count: number; sum: number; sumSquares: number }>;
  users?: { active: number; affected: number };
  dimensions?: Record<string, string>;
};

const BOUNDS_MS = BOUNDS_SECONDS.map((seconds) => Math.round(seconds * 1000));

/**
 * Samples for `POST /api/v1/telemetry`: one per route, region and node, and one for the people behind
 * them and what else was measured (`order_value`: mean value of an order in the shop's currency; `cpu` in ms and `cost` in cents of a request). The interval is whole seconds.
 */
export function pushSamples(version: string, measured: Measured, interval: Interval): PushSample[] {
  const frame = {
    version,
    at: new Date(interval.from).toISOString(),
    interval: `${Math.round((interval.to - interval.from) / 1000)}s`,
  };
  const groups = new Map<string, Series[]>();
  for (const series of measured.series) {
    const key = `${series.route} ${series.region} ${series.node}`;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  const requests = [...groups.values()].map((group) => ({ ...frame, ...traffic(group) }));
  const { values, users } = measured;
  if (users.active === 0 && Object.keys(values).length === 0) return requests;
  return [...requests, { ...frame, requests: 0, errors: 0, users, values }];
}

function traffic(group: readonly Series[]) {
  const count = (of: readonly Series[]) => of.reduce((sum, series) => sum + series.count, 0);
  return {
    requests: count(group),
    errors: count(group.filter((series) => series.status >= 500)),
    latencyMs: {
      bounds: BOUNDS_MS,
      counts: [...BOUNDS_MS, 0].map((_, i) => group.reduce((sum, series) => sum + (series.buckets[i] ?? 0), 0)),
    },
    dimensions: dimensionsOf(group[0]),
  };
}

const dimensionsOf = (series: Series | undefined): Record<string, string> => ({
  route: series?.route ?? 'unknown',
  region: series?.region ?? 'unknown',
  node: series?.node ?? 'unknown',
  dependency: series?.dependency ?? 'unknown',
});
