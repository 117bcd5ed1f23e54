import { hash } from 'node:crypto';
import type { Latency, StoredSample } from '../samples';
import type { PrometheusConfig, Queries } from './presets';
import type { Line } from './wire';

export type Answers = {
  requests: readonly Line[];
  errors: readonly Line[];
  latencyBuckets: readonly Line[];
  values: Readonly<Record<string, readonly Line[]>>;
};

/** The sender of what these queries give: other queries are another source. */
export const sourceOf = (config: PrometheusConfig): string =>
  `prometheus:${hash('sha1', JSON.stringify([config.url, config.preset, config.queries]), 'hex').slice(0, 12)}`;

const sumAt = (lines: readonly Line[], second: number): number | null =>
  lines.reduce<number | null>((sum, { points }) => {
    const value = points.get(second);
    return value === undefined ? sum : (sum ?? 0) + value;
  }, null);

const whole = (value: number): number => Math.max(0, Math.round(value));

/**
 * One sample per window that has an answer; `ends` are the windows' ends in epoch seconds. An increase is extrapolated by
 * Prometheus and hence a fraction: it is rounded, and errors are never more than requests.
 */
export function toSamples(
  answers: Answers,
  ends: readonly number[],
  of: Pick<StoredSample, 'service' | 'version' | 'cohort' | 'source'> & { stepMs: number; unit: Queries['bucketUnit'] },
): StoredSample[] {
  const { service, version, cohort, source, stepMs, unit } = of;
  return ends.flatMap((end) => {
    const requests = sumAt(answers.requests, end);
    const levels = Object.entries(answers.values).flatMap(([key, lines]) => {
      const value = sumAt(lines, end);
      return value === null ? [] : [[key, { count: 1, sum: value, sumSquares: value * value }] as const];
    });
    if (requests === null && levels.length === 0) return [];
    const counted = whole(requests ?? 0);
    return {
      service,
      version,
      cohort,
      source,
      at: end * 1000 - stepMs,
      intervalMs: stepMs,
      dims: '',
      requests: counted,
      errors: Math.min(counted, whole(sumAt(answers.errors, end) ?? 0)),
      latency: latencyAt(answers.latencyBuckets, end, unit),
      users: null,
      values: levels.length > 0 ? Object.fromEntries(levels) : null,
      dimensions: null,
    };
  });
}

/** Prometheus counts cumulatively by `le`; the differences are the buckets, the last one over every bound. */
function latencyAt(lines: readonly Line[], end: number, unit: Queries['bucketUnit']): Latency | null {
  const cumulative = new Map<number, number>();
  for (const { labels, points } of lines) {
    const le = Number((labels.le ?? '').replace('+Inf', 'Infinity'));
    const value = points.get(end);
    if (Number.isNaN(le) || value === undefined) continue;
    cumulative.set(le, (cumulative.get(le) ?? 0) + value);
  }
  const edges = [...cumulative].sort(([a], [b]) => a - b);
  if (edges.length < 2 || edges.at(-1)?.[0] !== Number.POSITIVE_INFINITY) return null;
  let below = 0;
  const counts = edges.map(([, value]) => {
    // Rounding the running total, not each difference: the buckets still add up to it.
    const count = Math.max(0, Math.round(value) - below);
    below += count;
    return count;
  });
  const toMs = unit === 's' ? 1000 : 1;
  return { bounds: edges.slice(0, -1).map(([le]) => Number((le * toMs).toPrecision(12))), counts };
}
