/** What the assessment of a plan says in a cell or on a button, and what its advice does to a draft. Pure. */

import { formatExposure, NARROW } from '@/lib/format/number';
import type { GateOutlook, StepOutlook, Suggestion } from '@/lib/plans/assess/schema';
import { ofHundred } from '@/lib/plans/assess/words';
import type { PlanDraft, StepDraft } from './draft';

/** A duration of the wire as people write it: "1h50m" → "1 h 50 min"; null is longer than anyone holds. */
export const holdText = (hold: string | null): string =>
  hold === null
    ? 'over 30 days'
    : hold.replaceAll(/(\d+)([dhms])/g, (_, n: string, unit: string) => `${n}${NARROW}${UNITS[unit] ?? unit} `).trim();

const UNITS: Record<string, string> = { m: 'min' };

/** The gate a step is judged by: its weakest that can be planned. */
export const weakestOf = (step: StepOutlook): GateOutlook | null =>
  step.gates.find(({ gate }) => gate === step.weakest) ?? null;

/** "29 of 100", or "–" where it cannot be said. */
export const chanceText = (chance: number | null | undefined): string => (chance == null ? '–' : ofHundred(chance));

/** Whether a step wants a person's eye: it misses in more than 20 of 100 holds. */
export const isWeak = ({ level }: Pick<StepOutlook, 'level'>): boolean => level === 'weak' || level === 'blind';

/** What the button says that takes the advice. */
export function adviceLabel(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'hold':
      return `Hold ${holdText(suggestion.hold)}`;
    case 'exposure':
      return `Expose ${formatExposure(suggestion.exposure)}, hold ${holdText(suggestion.hold)}`;
    case 'soak':
      return 'Make it a soak, no gates';
  }
}

/** The draft with the advice taken at one step. */
export function withAdvice(draft: PlanDraft, index: number, suggestion: Suggestion): PlanDraft {
  return { ...draft, steps: draft.steps.map((step, i) => (i === index ? advised(step, suggestion) : step)) };
}

function advised(step: StepDraft, suggestion: Suggestion): StepDraft {
  switch (suggestion.kind) {
    case 'hold':
      return { ...step, hold: suggestion.hold };
    case 'exposure':
      return { ...step, exposure: String(suggestion.exposure), hold: suggestion.hold };
    case 'soak':
      return { ...step, gates: [] };
  }
}

/** Sizes a person may ask for: what is usual for each gate, or a factor. */
export const SIZES = ['usual', '1.5', '2', '3', '5', '10'] as const;
export type Size = (typeof SIZES)[number];

export const sizeLabel = (size: Size): string => (size === 'usual' ? 'the usual size' : `${size}× worse`);

/** The size asked for, for every gate of the draft that counts bad ones; means keep what is usual for them. */
export function smallestFor(size: Size, slis: readonly string[]): Record<string, number> {
  if (size === 'usual') return {};
  const rates = slis.filter((sli) => sli === 'error_rate' || sli.startsWith('latency_p'));
  return Object.fromEntries(rates.map((sli) => [sli, Number(size)]));
}
