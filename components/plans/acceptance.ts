/** Weak steps that whoever edits a plan keeps as they are. Pure. */

import type { PlanDraft } from './draft';

/** What was read and accepted, by what it was said of: a step that changes, or its gates, is another matter. */
export type Acceptances = Readonly<Record<string, string>>;

const subjectOf = ({ steps, gates }: PlanDraft, index: number): string => JSON.stringify([steps[index], gates]);

/** Accepts what is said of a step, counted from 0. */
export const accept = (draft: PlanDraft, before: Acceptances, index: number, sentence: string): Acceptances => ({
  ...before,
  [subjectOf(draft, index)]: sentence,
});

export const isAccepted = (draft: PlanDraft, acceptances: Acceptances, index: number): boolean =>
  subjectOf(draft, index) in acceptances;

/** The reason that is recorded with the version: "Accepted of step 2: …"; undefined where nothing was accepted. */
export function acceptedWords(draft: PlanDraft, acceptances: Acceptances): string | undefined {
  const words = draft.steps.flatMap((_, index) => {
    const sentence = acceptances[subjectOf(draft, index)];
    return sentence === undefined ? [] : [`Accepted of step ${index + 1}: ${sentence}`];
  });
  return words.length === 0 ? undefined : words.join(' ');
}
