/** Pausing several releases at once: which of them, what follows, and what became of each. Pure. */

import { permitted } from '@/components/releases/permitted';
import { nameOf, standsAt } from '@/components/releases/places';
import { formatPlural } from '@/lib/format/number';
import type { Viewer } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';

export type Left = { release: Release; why: string };
export type BulkPause = { pausing: readonly Release[]; leaving: readonly Left[] };

function whyNot(release: Release): string {
  if (isTerminal(release.status)) return 'is over';
  if (release.status === 'paused') return 'is paused already';
  if (release.status === 'rolling_back' || release.status === 'rollback_failed') return 'is being rolled back';
  return release.actions.includes('pause')
    ? `is not yours to pause: it belongs to ${release.owner}`
    : 'cannot be paused now';
}

/** Those of the selected that this person can pause now, and why the others are left alone. */
export function bulkPause(selected: readonly Release[], viewer: Omit<Viewer, 'person'>): BulkPause {
  const may = (release: Release): boolean => permitted(release, viewer).includes('pause');
  return {
    pausing: selected.filter(may),
    leaving: selected.filter((release) => !may(release)).map((release) => ({ release, why: whyNot(release) })),
  };
}

/** "stays at broad 5 %": where one will stand. */
export const staysWords = (release: Release): string =>
  release.exposure.desired > 0 ? `stays at ${standsAt(release)}` : 'does not start; nobody sees it';

/** What is asked before they are paused. */
export function bulkPauseWords({ pausing }: BulkPause): { title: string; consequence: string; confirm: string } {
  const [only] = pausing;
  const one = pausing.length === 1;
  return {
    title: one && only ? `Pause ${nameOf(only)}?` : `Pause ${formatPlural(pausing.length, 'release')}?`,
    consequence: one
      ? 'It stays where it is until a person resumes it. Its hold clock stops; gates and automatic rollback go on.'
      : 'Each stays where it is until a person resumes it. Hold clocks stop; gates and automatic rollback go on.',
    confirm: one ? 'Pause' : `Pause ${pausing.length}`,
  };
}

/** Why the server did not pause it, or null. Absent while it has not answered. */
export type Outcomes = ReadonlyMap<string, string | null>;

/** "2 of 3 paused, 1 was not." once all have answered; before that how far it is. */
export function outcomeWords(pausing: readonly Release[], outcomes: Outcomes): string {
  const answers = pausing.filter(({ id }) => outcomes.has(id)).map(({ id }) => outcomes.get(id));
  const failed = answers.filter((why) => why !== null).length;
  if (answers.length < pausing.length) return `Pausing: ${answers.length} of ${pausing.length} answered.`;
  if (failed === 0) return pausing.length === 1 ? 'Paused.' : `All ${pausing.length} paused.`;
  const rest = failed === 1 ? '1 was not' : `${failed} were not`;
  return failed === pausing.length
    ? 'None was paused.'
    : `${pausing.length - failed} of ${pausing.length} paused, ${rest}.`;
}
