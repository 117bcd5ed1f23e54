/** From a stored series to the chart it was. Pure. */

import type { CanaryChartView } from '@/components/charts/types';
import { chartPoints, limitLabel, seriesBuckets, standing, unitOf, worseIs } from '@/components/gates/chart-view';
import { sliTitle } from '@/components/gates/words';
import { formatProgress } from '@/lib/format/number';
import type { Facts } from '@/lib/postmortems/schema';
import type { ReleaseSeries, SeriesEvidence } from '@/lib/telemetry/series-schema';

const MARKS: readonly { key: keyof Facts['times']; label: string; kind: 'verdict' | 'confirm' }[] = [
  { key: 'detectedAt', label: 'a gate failed', kind: 'verdict' },
  { key: 'commandedAt', label: 'rollback commanded', kind: 'confirm' },
  { key: 'confirmedAt', label: 'rollback confirmed', kind: 'confirm' },
];

/** How the evidence stood when it was decided; older records have none. */
function stripOf(evidence: SeriesEvidence | undefined): CanaryChartView['evidence'] {
  const last = evidence?.points.at(-1);
  if (!evidence || !last) return null;
  return {
    worseLabel: `worse ${formatProgress(last.worse)}`,
    fineLabel: `fine ${formatProgress(last.fine)}`,
    latches: evidence.latches.map(({ side, at }) => ({ side, at: Date.parse(at) })),
  };
}

/** The chart as it was: canary and baseline, the limit of the gate that failed, or of the first that looks at it, and when what happened. */
export function chartOf(series: ReleaseSeries, facts: Facts): CanaryChartView {
  const gate = facts.gates.find((entry) => entry.sli === series.sli);
  const bound = series.bounds.find((entry) => entry.gate === gate?.name) ?? series.bounds[0] ?? null;
  const evidence = series.evidence.find((entry) => entry.gate === (gate?.name ?? bound?.gate));
  const buckets = seriesBuckets(series, bound);
  return {
    title: sliTitle(series.sli),
    unit: unitOf(series.sli),
    worseIs: worseIs(bound),
    window: 'release',
    from: Date.parse(series.from),
    to: Date.parse(series.to),
    bucketMs: series.bucketMs,
    points: chartPoints(buckets, series.sli, standing(evidence, buckets, series.bucketMs)),
    canaryName: facts.version,
    baselineName: facts.baselineVersion,
    baselineRecorded: false,
    limitLabel: limitLabel(series.sli, bound),
    steps: [],
    holds: [],
    events: MARKS.flatMap(({ key, label, kind }) => {
      const at = facts.times[key];
      return at ? [{ at: Date.parse(at), kind, label }] : [];
    }),
    verdict: gate ? 'fail' : null,
    evidence: stripOf(evidence),
    emptyText: 'No sample of these minutes was kept.',
  };
}
