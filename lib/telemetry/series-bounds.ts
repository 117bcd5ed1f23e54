import { boundOf } from '@/lib/gates/decide';
import type { GateSpec } from '@/lib/gates/schema';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import type { Series, SeriesBound, SeriesPoint } from './series-schema';

/** What each gate of the plan on this SLI holds the canary against, bucket by bucket. Pure. */
export function seriesBounds(plan: PlanSpec, series: Pick<Series, 'sli' | 'canary' | 'baseline'>): SeriesBound[] {
  const baseline = new Map(series.baseline.map((point) => [point.at, point]));
  const buckets = [...new Set([...series.canary, ...series.baseline].map(({ at }) => at))].sort();
  return Object.entries(plan.gates)
    .filter(([, spec]) => spec.sli === series.sli)
    .map(([gate, spec]) => ({
      gate,
      compare: spec.compare,
      direction: spec.direction,
      critical: spec.critical,
      steps: plan.steps.flatMap((_, i) => (stepGates(plan, i).includes(gate) ? [i] : [])),
      bound: boundOf(spec),
      points: buckets.map((at) => ({ at, value: boundAt(spec, baseline.get(at)) })),
    }));
}

/** A baseline bucket without an error counts as one in all its requests, as it does for the gate. */
function boundAt(spec: GateSpec, baseline: SeriesPoint | undefined): number | null {
  if (spec.compare === 'limit') return boundOf(spec);
  if (!baseline || baseline.value === null) return null;
  const floor = spec.sli === 'error_rate' && baseline.value === 0 ? 1 / baseline.requests : baseline.value;
  return floor * boundOf(spec);
}
