/** What forbids new exposure, in the words of banners. Pure; times are epoch ms. */

import { kindsWords } from '@/components/policies/words';
import { formatDuration, formatMoment } from '@/lib/format/time';
import type { Standing } from '@/lib/freezes/schema';
import { scopeWords } from '@/lib/freezes/scope';

type Told = Pick<
  Standing,
  'kind' | 'scope' | 'reason' | 'title' | 'since' | 'until' | 'inFlight' | 'allows' | 'mayOverride'
>;

const IN_FLIGHT: Record<string, string> = {
  hold: 'What is in flight holds where it is.',
  finish_step: 'What is in flight finishes its step.',
  rollback: 'What was in flight is rolled back.',
  continue: 'What is in flight goes on; new releases wait.',
};

/** "A, B or C"; nobody gives null. */
export function oneOf(names: readonly string[]): string | null {
  if (names.length < 2) return names[0] ?? null;
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** What, why and until when: "Frozen until Mon 07:00 (in 2 d): “Quarter end” (Unity), everything." */
export function standingLine(item: Told, now: number): string {
  const why = `“${item.reason}”${item.title === null ? '' : ` (${item.title})`}`;
  const on = scopeWords(item.scope);
  const since = formatMoment(Date.parse(item.since), now);
  if (item.kind === 'incident') return `Incident open since ${since}: ${why}, ${on}.`;
  if (item.kind === 'budget') return `${item.reason}, ${on}, since ${since}.`;
  if (item.until === null) return `Frozen since ${since}, until someone lifts it: ${why}, ${on}.`;
  const until = Date.parse(item.until);
  return `Frozen until ${formatMoment(until, now)} (in ${formatDuration(Math.max(0, until - now))}): ${why}, ${on}.`;
}

/** What follows from it, and who may override it. */
export function standingEffect(item: Told): string {
  const passing = kindsWords(item.allows);
  const who = oneOf(item.mayOverride);
  return [
    IN_FLIGHT[item.inFlight] ?? IN_FLIGHT.hold,
    passing === null ? null : `Lets ${passing} through.`,
    'Rolling back always works.',
    who === null
      ? 'Nobody may override it yet: that takes the role approver.'
      : `${who} may override it for one step, with a reason.`,
  ]
    .filter((words) => words !== null)
    .join(' ');
}
