/** Which releases wait for approval, whose turn it is, and whether what was read is still true. Pure. */

import { verdictWords } from '@/components/gates/words';
import { formatExposure } from '@/lib/format/number';
import { formatMinute } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';

/** The step an approval would open. */
export const askedStep = (release: Pick<Release, 'step' | 'steps'>) => release.steps[release.step.index] ?? null;

/** Those that wait to enter a step, oldest question first. */
export const waiting = (releases: readonly Release[]): Release[] =>
  releases
    .filter((release) => release.status === 'awaiting_approval')
    .sort((a, b) => Date.parse(askedAt(a)) - Date.parse(askedAt(b)));

export const askedAt = (release: Pick<Release, 'blockers' | 'updatedAt'>): string =>
  release.blockers.find((blocker) => blocker.kind === 'approval')?.since ?? release.updatedAt;

/** "early 100 % → broad 5 %", or "nobody → internal 5 %" before its first step. */
export function moveWords(release: Pick<Release, 'step' | 'steps' | 'exposure'>): string {
  const next = askedStep(release);
  const before = release.steps[release.step.index - 1];
  const from = release.exposure.desired > 0 && before ? `${before.ring} ${formatExposure(before.exposure)}` : 'nobody';
  return next ? `${from} → ${next.ring} ${formatExposure(next.exposure)}` : from;
}

/** What a person has read before pressing: the step, the plan, the artefact and each gate's verdict. */
export const seenOf = (release: Pick<Release, 'step' | 'planVersion' | 'artifact' | 'gates'>): string =>
  JSON.stringify([
    release.step.index,
    release.planVersion,
    release.artifact,
    release.gates.map((gate) => [gate.name, gate.verdict]),
  ]);

/** "errors 1.62×" now: why one must look again. */
export const nowWords = (release: Pick<Release, 'gates'>): string =>
  release.gates.length === 0 ? 'the step or its artefact changed' : `it is ${verdictWords(release.gates)} now`;

/** What is enough to tell an artefact by: the beginning of its digest, else the end of its name. */
export function shortArtifact(artifact: string): string {
  const digest = artifact.indexOf('sha256:');
  return digest >= 0 ? `${artifact.slice(digest, digest + 15)}…` : (artifact.split('/').at(-1) ?? artifact);
}

/** ": Ana Ruiz 14:20", who has given theirs for the step that is asked for; empty while nobody has. */
export function givenWords({ approvals, step }: Pick<Release, 'approvals' | 'step'>): string {
  const given = approvals.filter((approval) => approval.step === step.index);
  return given.length === 0
    ? ''
    : `: ${given.map(({ name, at }) => `${name} ${formatMinute(Date.parse(at))}`).join(', ')}`;
}
