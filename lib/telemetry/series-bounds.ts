import { boundOf } from '@/lib/gates/compare';
import type { GateSpec } from '@/lib/gates/schema';
import { latencyQuantile } from '@/lib/gates/sli';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import type { Series, SeriesBound } from './series-schema';

/** What each gate of the plan on this SLI holds the canary against, bucket by bucket. Pure. */
export function seriesBounds(plan: PlanSpec, series: Pick<Series, 'sli' | 'canary' | 'baseline'>): SeriesBound[] {
  const baseline = baselineBy(series);
  const buckets = [...new Set([...series.canary, ...series.baseline].map(({ at }) => at))].sort();
  return Object.entries(plan.gates)
    .filter(([, spec]) => spec.sli === series.sli)
    .map(([gate, spec]) => ({
      gate,
      compare: spec.compare,
      direction: spec.direction,
      critical: spec.critical,
      steps: plan.steps.flatMap((_, i) => (stepGates(plan, i).includes(gate) ? [i] : [])),
      bound: boundOf(spec, null),
      points: countsAboveEdges(spec) ? [] : buckets.map((at) => ({ at, value: boundAt(spec, baseline.get(at)) })),
    }));
}

/**
 * What the canary is compared with in each bucket of the baseline. Errors are counted up to there, as the gate counts
 * them: one bucket of a healthy service has none at all. None so far counts as one in all requests, as it does there.
 */
function baselineBy({ sli, baseline }: Pick<Series, 'sli' | 'baseline'>): ReadonlyMap<string, number> {
  let requests = 0;
  let errors = 0;
  return new Map(
    baseline.flatMap(({ at, value, requests: some }): [string, number][] => {
      if (value === null) return [];
      if (sli !== 'error_rate') return [[at, value]];
      requests += some;
      errors += value * some;
      return requests === 0 ? [] : [[at, (errors || 1) / requests]];
    }),
  );
}

/** Such a gate compares how many requests lie above fixed edges: no multiple of the baseline's quantile is its limit. */
export const countsAboveEdges = ({ sli, method, compare }: GateSpec): boolean =>
  method === 'sequential' && compare === 'baseline' && latencyQuantile(sli) !== null;

function boundAt(spec: GateSpec, baseline: number | undefined): number | null {
  if (spec.compare === 'limit') return boundOf(spec, null);
  return baseline === undefined ? null : baseline * boundOf(spec, baseline);
}
