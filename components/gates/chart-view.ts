/** From the series of the API to what a chart draws. Pure; times are epoch ms. */

import type { CanaryChartView, ChartPoint, ChartUnit, PreviousLine } from '@/components/charts/types';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatCount, formatRatio } from '@/lib/format/number';
import { burstWords, edgeWords, evidenceEnds, expectedWords } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Moment } from '@/lib/moments/schema';
import type { Release } from '@/lib/releases/schema';
import type { ReleaseSeries, SeriesBound, SeriesEvidence } from '@/lib/telemetry/series-schema';
import { eventsOf, holdsOf, stepsOf } from './chart-marks';
import { sliTitle, sliValue } from './words';

export const WINDOWS = ['step', 'release', '1h', '6h'] as const;
export type ChartWindow = (typeof WINDOWS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Before the first answer. */
const BUCKET_MS = 10_000;

export function unitOf(sli: string): ChartUnit {
  if (sli === 'error_rate') return 'share';
  return sli.startsWith('latency_') ? 'ms' : 'number';
}

/** Where a window begins: the step's start less five minutes, the release's first step, or a span back from now. */
export function windowStart(
  window: ChartWindow,
  release: Pick<Release, 'step' | 'startedAt' | 'createdAt'>,
  now: number,
): number {
  const started = Date.parse(release.startedAt ?? release.createdAt);
  switch (window) {
    case 'step':
      return Date.parse(release.step.startedAt ?? release.startedAt ?? release.createdAt) - 5 * MINUTE;
    case 'release':
      return started - 5 * MINUTE;
    case '1h':
      return now - HOUR;
    case '6h':
      return now - 6 * HOUR;
  }
}

/** "limit 1.50×" of the baseline, or "limit 300 ms". */
export const limitLabel = (sli: string, bound: SeriesBound | null): string | null =>
  bound && `limit ${bound.compare === 'limit' ? sliValue(sli, bound.bound) : formatRatio(bound.bound)}`;

export const worseIs = (bound: SeriesBound | null): CanaryChartView['worseIs'] =>
  bound?.direction === 'higher_is_better' ? 'below' : 'above';

/** One bucket of one SLI as both cohorts had it. */
export type SeriesBucket = {
  at: number;
  canary: number | null;
  baseline: number | null;
  canaryCount: number;
  baselineCount: number;
  /** What the canary is held against, as the series says. */
  limit: number | null;
};

/** Both cohorts and the bound by bucket, in time order; a bucket that neither cohort has is not there. */
export function seriesBuckets(
  { canary, baseline }: Pick<ReleaseSeries, 'canary' | 'baseline'>,
  bound: SeriesBound | null,
): SeriesBucket[] {
  const limits = new Map(bound?.points.map((point) => [point.at, point.value]));
  const buckets = new Map<string, SeriesBucket>();
  const bucketAt = (at: string): SeriesBucket => {
    const known = buckets.get(at) ?? {
      at: Date.parse(at),
      canary: null,
      baseline: null,
      canaryCount: 0,
      baselineCount: 0,
      limit: limits.get(at) ?? null,
    };
    buckets.set(at, known);
    return known;
  };
  for (const point of canary) Object.assign(bucketAt(point.at), { canary: point.value, canaryCount: point.requests });
  for (const point of baseline)
    Object.assign(bucketAt(point.at), { baseline: point.value, baselineCount: point.requests });
  return [...buckets.values()].sort((a, b) => a.at - b.at);
}

type EvidencePoint = SeriesEvidence['points'][number];

/**
 * The evidence that stands in each bucket (epoch ms). A long window is weighed in every few buckets only: those between
 * have what the one before had.
 */
export function standing(
  evidence: SeriesEvidence | undefined,
  buckets: readonly SeriesBucket[],
  bucketMs: number,
): ReadonlyMap<number, EvidencePoint> {
  const points = (evidence?.points ?? []).map((point) => ({
    at: Math.floor(Date.parse(point.at) / bucketMs) * bucketMs,
    point,
  }));
  const gaps = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? at));
  const every = Math.max(bucketMs, gaps.length > 0 ? Math.min(...gaps) : 0);
  let next = 0;
  return new Map(
    buckets.flatMap(({ at }): [number, EvidencePoint][] => {
      while ((points[next]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1;
      const before = points[next - 1];
      return before && at - before.at < every ? [[at, before.point]] : [];
    }),
  );
}

const told = (point: EvidencePoint | undefined): Pick<ChartPoint, 'worse' | 'fine' | 'band'> =>
  point
    ? {
        worse: point.worse,
        fine: point.fine,
        ...(point.band ? { band: [point.band.lower, point.band.upper ?? Number.POSITIVE_INFINITY] } : {}),
      }
    : {};

export function chartPoints(
  buckets: readonly SeriesBucket[],
  sli: string,
  evidence: ReadonlyMap<number, EvidencePoint> = new Map(),
): ChartPoint[] {
  const unit = unitOf(sli);
  const count = (value: number | null, requests: number): string | undefined => {
    if (value === null || requests === 0) return undefined;
    return unit === 'share'
      ? `${formatCount(Math.round(value * requests))} of ${formatCount(requests)}`
      : formatCount(requests);
  };
  return buckets.map((bucket) => {
    const effect = bucket.canary !== null && bucket.baseline ? formatRatio(bucket.canary / bucket.baseline) : undefined;
    const canaryCount = count(bucket.canary, bucket.canaryCount);
    const baselineCount = count(bucket.baseline, bucket.baselineCount);
    return {
      t: bucket.at,
      canary: bucket.canary,
      baseline: bucket.baseline,
      limit: bucket.limit,
      look: true,
      ...told(evidence.get(bucket.at)),
      ...(canaryCount ? { canaryCount } : {}),
      ...(baselineCount ? { baselineCount } : {}),
      ...(effect ? { effect } : {}),
    };
  });
}

/** What the strip under a chart says of the gate; null where nothing is weighed. */
export function stripOf(gate: GateEvaluation, evidence: SeriesEvidence | undefined): CanaryChartView['evidence'] {
  const ends = evidenceEnds(gate);
  if (!ends || !evidence) return null;
  const soon = expectedWords(gate);
  const notes = [
    evidence.guardedSince && burstWords(gate.evidence?.dispersion, Date.parse(evidence.guardedSince)),
    soon && `${soon.charAt(0).toUpperCase()}${soon.slice(1)}${gate.expected ? ' at the present traffic' : ''}.`,
  ].filter(Boolean);
  return {
    worseLabel: ends.worse,
    fineLabel: ends.fine,
    latches: evidence.latches.map(({ side, at }) => ({ side, at: Date.parse(at) })),
    ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
  };
}

type ViewInput = {
  release: Release;
  gate: GateEvaluation;
  /** Undefined while it is not there yet. */
  series: ReleaseSeries | undefined;
  events: readonly AuditEvent[];
  moments?: readonly Moment[];
  previous?: PreviousLine | null;
  window: ChartWindow;
  now: number;
};

/** Everything one gate's chart draws. */
export function chartView({
  release,
  gate,
  series,
  events,
  moments = [],
  previous = null,
  window,
  now,
}: ViewInput): CanaryChartView {
  const bound = series?.bounds.find((entry) => entry.gate === gate.name) ?? null;
  const evidence = series?.evidence.find((entry) => entry.gate === gate.name);
  const bucketMs = series?.bucketMs ?? BUCKET_MS;
  // Nothing is measured of a release that has ended: room for its last mark, and no time "without samples".
  const end = release.finishedAt ? Math.min(now, Date.parse(release.finishedAt) + bucketMs) : now;
  const buckets = series ? seriesBuckets(series, bound) : [];
  const edge = edgeWords(gate);
  return {
    title: sliTitle(gate.sli),
    ...(edge === null ? {} : { basis: `judged by requests ${edge}` }),
    unit: unitOf(gate.sli),
    worseIs: worseIs(bound),
    window,
    from: windowStart(window, release, end),
    to: end,
    bucketMs,
    points: chartPoints(buckets, gate.sli, standing(evidence, buckets, bucketMs)),
    canaryName: release.version,
    baselineName: release.baselineVersion,
    baselineRecorded: gate.baselineKind === 'recorded',
    limitLabel: limitLabel(gate.sli, bound),
    steps: stepsOf(release, events),
    holds: holdsOf(release, events, end),
    events: eventsOf(events, moments),
    previous,
    verdict: gate.verdict,
    evidence: stripOf(gate, evidence),
    emptyText: `No samples for ${sliTitle(gate.sli).split(',')[0]?.toLowerCase()} yet. The first bucket closes within seconds of traffic.`,
  };
}
