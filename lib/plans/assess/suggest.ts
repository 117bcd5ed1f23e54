import { secondsFor } from '@/lib/judge/plan/curve';
import { durationMs, formatDuration } from '@/lib/shared/duration';
import type { PlanSpec } from '../schema';
import { gateCurves } from './gate-curves';
import type { Question } from './gate-outlook';
import type { Suggestion } from './schema';
import { roundUp } from './words';

/** Exposures a plan usually has. */
const USUAL = [1, 2, 5, 10, 20, 25, 50];

/** A hold may grow so much before another exposure is the better advice. */
const TIMES_LONGER = 4;
const AT_LEAST_S = 3600;
const LONGEST_S = 7 * 86_400;

/**
 * What to change at a step whose gate catches too little within its hold: hold longer where that is bearable, else expose
 * more where the plan may (canary and flag: exposure only rises, up to the next step's), else do not pretend.
 */
export function suggest(
  plan: PlanSpec,
  index: number,
  question: Question,
  factor: number,
  needed: number | null,
): Suggestion | null {
  const step = plan.steps[index];
  if (!step) return null;
  const bearable = Math.max(TIMES_LONGER * question.holdSeconds, AT_LEAST_S);
  if (needed !== null && needed <= bearable) return { kind: 'hold', hold: wire(needed) };
  const hold = Math.max(question.holdSeconds, AT_LEAST_S);
  if (plan.mechanism === 'canary' || plan.mechanism === 'flag') {
    const next = plan.steps[index + 1]?.exposure ?? 100;
    for (const exposure of USUAL.filter((each) => each > step.exposure && each <= Math.max(next, step.exposure))) {
      const seconds = neededAt(question, exposure / 100, factor);
      if (seconds !== null && seconds <= hold)
        return { kind: 'exposure', exposure, hold: wire(Math.max(seconds, durationMs(step.hold) / 1000)) };
    }
  }
  if (needed !== null && needed <= LONGEST_S && step.exposure > 0 && index === plan.steps.length - 1)
    return { kind: 'hold', hold: wire(needed) };
  return step.exposure < 100 || plan.mechanism === 'ring' ? { kind: 'soak' } : null;
}

const wire = (seconds: number): string => formatDuration(roundUp(seconds) * 1000);

function neededAt(question: Question, share: number, factor: number): number | null {
  const curves = gateCurves(question.spec, question.history, { ...question.place, share });
  return 'why' in curves ? null : secondsFor(curves.worse(factor), 0.95);
}
