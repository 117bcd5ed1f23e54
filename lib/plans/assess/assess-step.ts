import { formatExposure } from '@/lib/format/number';
import type { Ring } from '@/lib/rings/schema';
import { durationMs } from '@/lib/shared/duration';
import { type PlanSpec, stepGates } from '../schema';
import { type Looked, lookAtGate, type Question } from './gate-outlook';
import type { GateOutlook, History, StepOutlook } from './schema';
import { suggest } from './suggest';
import { sharesOf } from './traffic';
import { suggestionWords } from './words';

export type Subject = {
  plan: PlanSpec;
  history: History | null;
  rings: readonly Ring[];
  /** Per SLI, as a factor. */
  smallest: Readonly<Record<string, number>>;
  /** For a warning: only what is caught, half the work. */
  brief?: boolean;
};

/** What one step of a plan can catch, gate by gate. Pure; some milliseconds per gate. */
export function assessStep(subject: Subject, index: number): StepOutlook {
  const { plan, history, rings } = subject;
  const step = plan.steps[index];
  if (!step) throw new RangeError(`no step ${index}`);
  const { ring, exposure, hold } = step;
  const share = sharesOf(plan, rings)[index] ?? null;
  const perMinute = share === null || !history ? null : split(history.requestsPerMinute, share);
  const common = { index, ring, exposure, hold, share, perMinute };
  const silent = (sentence: string): StepOutlook => ({
    ...common,
    gates: [],
    weakest: null,
    level: 'unknown',
    sentence,
    suggestion: null,
  });
  const names = stepGates(plan, index);
  if (names.length === 0) return silent('No gates: it only waits.');
  if (exposure === 0) return silent('Dark: nobody is on the new version, so nothing can be caught.');
  if (!history) return silent('No history of this service to plan with yet.');
  if (share === null)
    return silent(
      `How large the rings up to “${ring}” are is not known: give them their share and this step can be planned.`,
    );
  const looked = names.flatMap((name): Asked[] => {
    const question = questionOf(subject, index, name, share, history);
    return question ? [{ question, ...lookAtGate(question) }] : [];
  });
  return { ...common, gates: looked.map(({ outlook }) => outlook), ...verdictOf(plan, index, looked) };
}

type Asked = Looked & { question: Question };

const split = (all: number, share: number) => ({ canary: all * share, baseline: all * (1 - share) });

function questionOf(
  { plan, smallest, rings, brief = false }: Subject,
  index: number,
  name: string,
  share: number,
  history: History,
): Question | null {
  const [spec, step] = [plan.gates[name], plan.steps[index]];
  if (!spec || !step) return null;
  const holdSeconds = durationMs(step.hold) / 1000;
  const before = index === 0 ? 0 : (sharesOf(plan, rings)[index - 1] ?? 0);
  return {
    name,
    spec,
    history,
    where: plan.mechanism === 'ring' ? stepName(step) : formatExposure(step.exposure),
    holdSeconds,
    brief,
    smallest: smallest[spec.sli] ?? null,
    place: {
      share,
      recordedMinutes: Math.max(1, holdSeconds / 60) * Math.max(0.01, 1 - before),
      family: Object.values(plan.gates).filter(({ method }) => method === 'sequential').length,
      steps: plan.steps.length,
    },
  };
}

const chanceOf = (outlook: GateOutlook): number => outlook.catches?.chance ?? 2;

/** The step is as good as its weakest gate that can be planned; what it says ends with what would help. */
function verdictOf(
  plan: PlanSpec,
  index: number,
  looked: readonly Asked[],
): Pick<StepOutlook, 'weakest' | 'level' | 'sentence' | 'suggestion'> {
  const worst = [...looked].sort((a, b) => chanceOf(a.outlook) - chanceOf(b.outlook))[0];
  if (!worst) return { weakest: null, level: 'unknown', sentence: 'No gates: it only waits.', suggestion: null };
  const { outlook, question, needed } = worst;
  const { gate: weakest, level, sentence } = outlook;
  if (!outlook.catches || level === 'good') return { weakest, level, sentence, suggestion: null };
  const advice = suggest(plan, index, question, outlook.smallest, needed);
  // Gates that see something are not thrown away for one that does not.
  const isBlind = looked.every((each) => each.outlook.level === 'blind' || each.outlook.level === 'unknown');
  const suggestion = advice?.kind === 'soak' && !isBlind ? null : advice;
  if (!suggestion) return { weakest, level, sentence, suggestion };
  const words = suggestionWords(suggestion, question.holdSeconds, index === 0, (hold) => durationMs(hold) / 1000);
  return {
    weakest,
    level,
    sentence: `${sentence.slice(0, -1)}. ${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    suggestion,
  };
}

/** "early 25 %" */
export const stepName = ({ ring, exposure }: Pick<StepOutlook, 'ring' | 'exposure'>): string =>
  `${ring} ${formatExposure(exposure)}`;
