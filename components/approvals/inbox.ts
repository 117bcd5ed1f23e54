/** Which releases wait for approval, whose turn it is, and whether what was read is still true. Pure. */

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

/** What is new, as far as it was said. */
export function changeWords({ changelog, commit, kind }: Pick<Release, 'changelog' | 'commit' | 'kind'>): string {
  const what = kind === 'change' ? null : kind.replace('_', ' ');
  const parts = [what, changelog, commit ? `commit ${commit.slice(0, 12)}` : null].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : 'nothing was said about it';
}

/** "Ana Ruiz had approved step 1 of standard@7, version 2.4.1: it was changed since, so that counts no more." */
export const voidedWords = ({ voided, step }: Pick<Release, 'voided' | 'step'>): string[] =>
  voided
    .filter((given) => given.step === step.index)
    .map(({ name, was }) => `${name} had approved ${was}. It was changed since, so that counts no more.`);

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
