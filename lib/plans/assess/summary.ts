import { formatShare } from '@/lib/format/number';
import type { PlanSpec } from '../schema';
import type { Assessment, StepOutlook } from './schema';

type Summary = Pick<Assessment, 'sentence' | 'warnings'>;

const planned = (step: StepOutlook): number | null =>
  step.gates.find(({ gate }) => gate === step.weakest)?.catches?.chance ?? null;

/** What the plan as a whole catches and where, and its weakest step where that is weak. */
export function summaryOf(plan: PlanSpec, steps: readonly StepOutlook[], service: string | null): Summary {
  const known = steps.filter((step) => planned(step) !== null);
  if (known.length === 0) return { sentence: 'Nothing can be said of what this plan catches yet.', warnings: [] };
  return { sentence: catchSentence(plan, known, service), warnings: warningsOf(known) };
}

/** "With checkout’s traffic this plan catches a doubled error rate at step 2 of 4, when 5 % of requests met it." */
function catchSentence(plan: PlanSpec, steps: readonly StepOutlook[], service: string | null): string {
  const whose = service === null ? 'With this traffic' : `With ${service}’s traffic`;
  const errors = steps.flatMap(({ gates }) => gates).find(({ sli, catches }) => sli === 'error_rate' && catches);
  const gate = errors ?? steps.flatMap(({ gates }) => gates).find(({ catches }) => catches);
  if (!gate) return `${whose} nothing can be said of what this plan catches.`;
  const { what } = gate;
  const first = steps.find(({ gates }) =>
    gates.some((each) => each.gate === gate.gate && (each.catches?.chance ?? 0) >= 0.95),
  );
  if (!first) return `${whose} no step of this plan catches ${what} in 95 of 100 holds.`;
  const share = first.share === null ? '' : `, when ${formatShare(first.share)} of requests could have met it`;
  return `${whose} this plan catches ${what} at step ${first.index + 1} of ${plan.steps.length}${share}.`;
}

/** The weakest step only: one sentence is read, ten are not. */
function warningsOf(steps: readonly StepOutlook[]): string[] {
  const weakest = [...steps].sort((a, b) => (planned(a) ?? 1) - (planned(b) ?? 1) || a.index - b.index)[0];
  if (!weakest || weakest.level === 'good' || weakest.level === 'fair') return [];
  return [`Step ${weakest.index + 1}: ${weakest.sentence.charAt(0).toLowerCase()}${weakest.sentence.slice(1)}`];
}
