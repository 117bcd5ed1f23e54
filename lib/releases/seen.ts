/** What a person looked at before deciding, and how it differs from what is true now. Pure. */

import type { GateEvaluation } from '@/lib/gates/schema';

export type Seen = {
  revision?: number | undefined;
  step?: number | undefined;
  planVersion?: number | undefined;
  artifact?: string | null | undefined;
  commit?: string | null | undefined;
  gates?: Readonly<Record<string, string>> | undefined;
};

/** The same facts as they are now. */
export type Present = {
  step: number;
  planVersion: number;
  artifact: string | null;
  commit: string | null;
  gates: readonly Pick<GateEvaluation, 'name' | 'verdict' | 'effect'>[];
};

/** What to send with an approval: all that was read of a release. */
export const seenOf = (
  release: { step: { index: number }; revision: number } & Omit<Present, 'step'>,
): Seen & { gates: Record<string, string> } => ({
  revision: release.revision,
  step: release.step.index,
  planVersion: release.planVersion,
  artifact: release.artifact,
  commit: release.commit,
  gates: Object.fromEntries(release.gates.map((gate) => [gate.name, gate.verdict])),
});

const effectWords = (effect: number | null): string => (effect === null ? '' : ` (${effect.toFixed(2)}×)`);
const verdictWord = (verdict: string): string => verdict.replace('_', ' ');

/** What is no longer as it was seen, a line each; empty where all that was seen still holds. Only what was sent counts. */
export function changedSince(seen: Seen, now: Present): string[] {
  const lines: string[] = [];
  if (seen.step !== undefined && seen.step !== now.step)
    lines.push(`it asks for step ${now.step + 1} now, not step ${seen.step + 1}`);
  if (seen.planVersion !== undefined && seen.planVersion !== now.planVersion)
    lines.push(`the plan is version ${now.planVersion} now, not ${seen.planVersion}`);
  if (seen.artifact !== undefined && seen.artifact !== now.artifact)
    lines.push(`the artefact is ${now.artifact ?? 'none'} now, not ${seen.artifact ?? 'none'}`);
  if (seen.commit !== undefined && seen.commit !== now.commit)
    lines.push(`the commit is ${now.commit ?? 'none'} now, not ${seen.commit ?? 'none'}`);
  if (seen.gates) lines.push(...changedGates(seen.gates, now.gates));
  return lines;
}

function changedGates(seen: Readonly<Record<string, string>>, now: Present['gates']): string[] {
  const lines = now.flatMap(({ name, verdict, effect }) => {
    const before = seen[name] ?? 'not measured';
    return before === verdict
      ? []
      : [`${name} went from ${verdictWord(before)} to ${verdictWord(verdict)}${effectWords(effect)}`];
  });
  const gone = Object.keys(seen).filter((name) => !now.some((gate) => gate.name === name));
  return [...lines, ...gone.map((name) => `${name} is no longer measured`)];
}
