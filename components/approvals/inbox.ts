/** Which releases wait for approval, whose turn it is, and whether what was read is still true. Pure. */

import { verdictWords } from '@/components/gates/words';
import type { Me, UserView } from '@/lib/access/schema';
import { ROLE_SCOPES } from '@/lib/access/scopes';
import { formatExposure } from '@/lib/format/number';
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

export type Turn = { kind: 'mine' } | { kind: 'asked' } | { kind: 'right' };

/**
 * Whether this person may give it: who asked cannot be the only approver, and approving needs the right. The server
 * decides in its transaction; this only says beforehand what it would answer.
 */
export function turnOf(release: Pick<Release, 'createdBy' | 'step' | 'steps'>, me: Pick<Me, 'name' | 'scopes'>): Turn {
  if (!me.scopes.includes('approve')) return { kind: 'right' };
  const step = askedStep(release);
  const alone = step === null || step.approved === 0;
  return release.createdBy === me.name && alone && (step?.approvals ?? 1) <= 1 ? { kind: 'asked' } : { kind: 'mine' };
}

/** Who else could: "Jo Park or Li Wei". */
export function othersWords(users: readonly UserView[], me: string): string {
  const names = users
    .filter((user) => !user.disabled && user.id !== me && ROLE_SCOPES[user.role].includes('approve'))
    .map((user) => user.name)
    .slice(0, 3);
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ') || 'nobody else has the right yet';
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
