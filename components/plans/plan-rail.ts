import { type RailView, railView } from '@/components/rail/view';
import type { PlanSpec } from '@/lib/plans/schema';
import { stairs } from './words';

type Drawable = {
  steps: readonly Pick<PlanSpec['steps'][number], 'ring' | 'exposure' | 'hold' | 'gates' | 'approval'>[];
  gates: Readonly<Record<string, unknown>>;
};

/** The staircase of a plan that nothing climbs yet: how far, how steep, where a person is asked. */
export function planRail(plan: Drawable): RailView {
  const steps = plan.steps.map((step) => ({
    ring: step.ring,
    exposure: step.exposure,
    hold: step.hold,
    gates: (step.gates ?? Object.keys(plan.gates)).length,
    approvals: step.approval?.count ?? 0,
    approved: 0,
  }));
  const rail = railView({
    status: 'pending',
    step: { index: 0, count: steps.length, ring: steps[0]?.ring ?? '', exposure: 0, startedAt: null, holdEndsAt: null },
    steps,
    exposure: { desired: 0, observed: 0, generation: 0, confirmedAt: null },
    hold: null,
  });
  return { ...rail, text: `${steps.length} steps: ${stairs(steps)}.` };
}
