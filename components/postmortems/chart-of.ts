/** From a stored series to the chart it was. Pure. */

import type { CanaryChartView } from '@/components/charts/types';
import { limitLabel, seriesBuckets, unitOf, worseIs } from '@/components/gates/chart-view';
import { sliTitle } from '@/components/gates/words';
import { formatCount } from '@/lib/format/number';
import type { Facts } from '@/lib/postmortems/schema';
import type { ReleaseSeries } from '@/lib/telemetry/series-schema';

const MARKS: readonly { key: keyof Facts['times']; label: string; kind: 'verdict' | 'confirm' }[] = [
  { key: 'detectedAt', label: 'a gate failed', kind: 'verdict' },
  { key: 'commandedAt', label: 'rollback commanded', kind: 'confirm' },
  { key: 'confirmedAt', label: 'rollback confirmed', kind: 'confirm' },
];

/** The chart as it was: canary and baseline, the limit of the gate that failed, or of the first that looks at it, and when what happened. */
export function chartOf(series: ReleaseSeries, facts: Facts): CanaryChartView {
  const gate = facts.gates.find((entry) => entry.sli === series.sli);
  const bound = series.bounds.find((entry) => entry.gate === gate?.name) ?? series.bounds[0] ?? null;
  return {
    title: sliTitle(series.sli),
    unit: unitOf(series.sli),
    worseIs: worseIs(bound),
    window: 'release',
    from: Date.parse(series.from),
    to: Date.parse(series.to),
    bucketMs: series.bucketMs,
    points: seriesBuckets(series, bound).map((bucket) => ({
      t: bucket.at,
      canary: bucket.canary,
      baseline: bucket.baseline,
      limit: bucket.limit,
      ...(bucket.canaryCount > 0 ? { canaryCount: `${formatCount(bucket.canaryCount)} requests` } : {}),
      ...(bucket.baselineCount > 0 ? { baselineCount: `${formatCount(bucket.baselineCount)} requests` } : {}),
    })),
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
    evidence: null,
    emptyText: 'No sample of these minutes was kept.',
  };
}
