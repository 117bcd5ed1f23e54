import { hash } from 'node:crypto';
import { unbelievable } from '../clock';
import type { Cohort } from '../samples';
import type { TelemetryConfig } from '../source-schema';
import { type Attributes, attributesOf, canonical, cohortOf, dimensionsOf, isError } from './attributes';
import { type Buckets, explicitBuckets, exponentialBuckets } from './histograms';
import { type ExportRequest, type HistogramPoint, type Int64, type Metric, type NumberPoint, num } from './wire';

/** One data point that means something here. Times in epoch milliseconds; `startAt` is 0 where it was not said. */
export type Point = {
  service: string;
  version: string;
  cohort: Cohort | '';
  source: string;
  /** Identity of the series (resource, metric, attributes, start) and of this point in it. */
  series: string;
  identity: string;
  /** All series of one metric of one run of one process: who of them is new began after the last export. */
  family: string;
  cumulative: boolean;
  startAt: number;
  endAt: number;
  /** Requests of a histogram, or the value of a sum or gauge. */
  amount: number;
  error: boolean;
  buckets: Buckets | null;
  /** The key of `values` this metric is mapped to; null for the HTTP histogram. */
  sli: string | null;
  dimensions: Record<string, string> | null;
  /** The first of its resource is stored even when nothing happened: an idle instance is not a silent one. */
  keepZero: boolean;
};

/** A point whose clock cannot be believed. */
export type Unbelieved = { reason: string; service: string; source: string; endAt: number };

export type Reading = {
  points: Point[];
  unbelieved: Unbelieved[];
  rejected: { points: number; reasons: Map<string, number> };
};

const HTTP: Readonly<Record<string, 's' | 'ms'>> = {
  'http.server.request.duration': 's',
  'http.server.duration': 'ms',
};
const NO_RECORDED_VALUE = 1;
const CUMULATIVE = 2;

export const serviceName = (attributes: Attributes): string => attributes['service.name'] ?? '';

/** The services a request speaks for. */
export const servicesOf = (request: ExportRequest): string[] =>
  request.resourceMetrics.map(({ resource }) => serviceName(attributesOf(resource?.attributes)));

/** Picks out what is understood: the HTTP server histogram by convention, other metrics by the service's mapping. */
export function readPoints(
  request: ExportRequest,
  services: ReadonlyMap<string, TelemetryConfig>,
  clock: { now: number; retentionMs: number },
): Reading {
  const points: Point[] = [];
  const unbelieved: Unbelieved[] = [];
  const rejected: Reading['rejected'] = { points: 0, reasons: new Map() };
  const reject = (count: number, reason: string) => {
    if (count === 0) return;
    rejected.points += count;
    rejected.reasons.set(reason, (rejected.reasons.get(reason) ?? 0) + count);
  };
  for (const { resource, scopeMetrics } of request.resourceMetrics) {
    const attributes = attributesOf(resource?.attributes);
    const service = serviceName(attributes);
    const config = services.get(service);
    const metrics = scopeMetrics.flatMap((scope) => scope.metrics);
    if (!config) {
      const why = service === '' ? 'service.name is missing' : `there is no service "${service}"`;
      reject(
        metrics.reduce((n, metric) => n + countPoints(metric), 0),
        why,
      );
      continue;
    }
    const from = { service, attributes, key: canonical(attributes), mapping: mappingOf(config) };
    const before = points.length;
    for (const metric of metrics) {
      for (const found of pointsOf(metric, from, clock)) {
        if (typeof found === 'string') reject(1, found);
        else if ('reason' in found) {
          reject(1, found.reason);
          unbelieved.push(found);
        } else points.push(found);
      }
    }
    const first = points[before];
    if (first) first.keepZero = true;
  }
  return { points, unbelieved, rejected };
}

const mappingOf = (config: TelemetryConfig): Readonly<Record<string, string>> =>
  config.kind === 'push' ? (config.metrics ?? {}) : {};

const dataOf = (metric: Metric) =>
  metric.histogram ?? metric.exponentialHistogram ?? metric.sum ?? metric.gauge ?? metric.summary ?? null;

const countPoints = (metric: Metric): number => dataOf(metric)?.dataPoints.length ?? 0;

type From = { service: string; attributes: Attributes; key: string; mapping: Readonly<Record<string, string>> };
/** A point, or why it is refused. */
type Found = Point | Unbelieved | string;

type Timed = Pick<HistogramPoint, 'startTimeUnixNano' | 'timeUnixNano' | 'attributes' | 'flags'>;

function* pointsOf(metric: Metric, from: From, clock: { now: number; retentionMs: number }): Generator<Found> {
  const unit = HTTP[metric.name];
  const sli = from.mapping[metric.name];
  if (unit !== undefined) {
    const toMs = (metric.unit === '' ? unit : metric.unit) === 'ms' ? 1 : 1000;
    const cumulative = (metric.histogram ?? metric.exponentialHistogram)?.aggregationTemporality === CUMULATIVE;
    for (const raw of metric.histogram?.dataPoints ?? []) {
      yield* http(raw, explicitBuckets(raw, toMs), num(raw.count), { metric, from, clock, cumulative });
    }
    for (const raw of metric.exponentialHistogram?.dataPoints ?? []) {
      yield* http(raw, exponentialBuckets(raw, toMs), num(raw.count), { metric, from, clock, cumulative });
    }
  } else if (sli !== undefined) {
    yield* mapped(metric, sli, from, clock);
  }
}

type Where = { metric: Metric; from: From; clock: { now: number; retentionMs: number }; cumulative: boolean };

function* http(raw: Timed, buckets: Buckets | null, count: number, where: Where): Generator<Found> {
  if ((raw.flags & NO_RECORDED_VALUE) !== 0) return;
  const name = where.metric.name;
  if (!buckets) yield `${name}: buckets and bounds do not fit together`;
  else if (!Number.isSafeInteger(count) || count < 0) yield `${name}: count is not a number of requests`;
  else yield timed(raw, { ...where, amount: count, buckets, sli: null });
}

function* mapped(metric: Metric, sli: string, from: From, clock: Where['clock']): Generator<Found> {
  const { sum, gauge } = metric;
  if (!sum && !gauge) {
    for (let i = countPoints(metric); i > 0; i -= 1)
      yield `${metric.name}: only sums and gauges can be mapped to a value`;
    return;
  }
  // A sum that may fall is a level, like a gauge: its difference would say nothing.
  const level = gauge || !sum?.isMonotonic;
  for (const raw of (sum ?? gauge)?.dataPoints ?? []) {
    if ((raw.flags & NO_RECORDED_VALUE) !== 0) continue;
    const amount = amountOf(raw);
    if (!Number.isFinite(amount)) yield `${metric.name}: the value is not a finite number`;
    else {
      const cumulative = !level && sum?.aggregationTemporality === CUMULATIVE;
      yield timed(level ? { ...withoutStart(raw) } : raw, {
        metric,
        from,
        clock,
        cumulative,
        amount,
        buckets: null,
        sli,
      });
    }
  }
}

const amountOf = (point: NumberPoint): number =>
  point.value === 'asInt' ? num(point.asInt) : (point.asDouble ?? Number.NaN);

const withoutStart = (raw: Timed): Timed => ({
  startTimeUnixNano: 0,
  timeUnixNano: raw.timeUnixNano,
  attributes: raw.attributes,
  flags: raw.flags,
});

const ms = (nanos: Int64): number => Math.floor(num(nanos) / 1e6);

function timed(raw: Timed, what: Where & Pick<Point, 'amount' | 'buckets' | 'sli'>): Found {
  const { metric, from, clock } = what;
  const [startAt, endAt] = [ms(raw.startTimeUnixNano), ms(raw.timeUnixNano)];
  if (!(endAt > 0)) return `${metric.name}: timeUnixNano is missing`;
  if (startAt > endAt) return `${metric.name}: the interval ends before it starts`;
  const wrong = unbelievable(endAt, clock.now, clock.retentionMs);
  const source = from.attributes['service.instance.id'] ?? '';
  if (wrong !== null) {
    const reason = `${metric.name}: ${wrong.replace('the interval starts', 'the interval ends')}`;
    return { reason, service: from.service, source, endAt };
  }
  const attributes = attributesOf(raw.attributes);
  const cohort = cohortOf(attributes, from.attributes);
  if (cohort === null) return `${metric.name}: rampart.cohort must be canary or baseline`;
  const version = (from.attributes['service.version'] ?? '').slice(0, 128);
  if (version === '' && cohort === '') return `${metric.name}: neither service.version nor rampart.cohort is given`;
  const series = hash(
    'sha1',
    `${from.key}\n${metric.name}\n${canonical(attributes)}\n${num(raw.startTimeUnixNano)}`,
    'base64url',
  );
  const family = hash('sha1', `${from.key}\n${metric.name}\n${num(raw.startTimeUnixNano)}`, 'base64url');
  return {
    service: from.service,
    version,
    cohort,
    source,
    series,
    identity: hash('sha1', `${series}\n${num(raw.timeUnixNano)}`, 'base64url'),
    family,
    cumulative: what.cumulative,
    startAt,
    endAt,
    amount: what.amount,
    error: what.sli === null && isError(attributes),
    buckets: what.buckets,
    sli: what.sli,
    dimensions: dimensionsOf(from.service, attributes, from.attributes),
    keepZero: false,
  };
}
