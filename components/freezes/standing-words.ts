/** What forbids new exposure, in the words of banners. Pure; times are epoch ms. */

import { kindsWords } from '@/components/policies/kinds-words';
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

/** What follows from it for what is in flight, and what it lets through. */
export function standingEffect(item: Told): string {
  const passing = kindsWords(item.allows);
  const effect = IN_FLIGHT[item.inFlight] ?? IN_FLIGHT.hold;
  return passing === null ? `${effect}` : `${effect} Lets ${passing} through.`;
}

/** What holds for all that stands on a service: the way back, and who may override. */
export function overrideWords(items: readonly Pick<Told, 'mayOverride'>[]): string {
  const who = oneOf([...new Set(items.flatMap(({ mayOverride }) => mayOverride))].slice(0, 4));
  const it = items.length > 1 ? 'them' : 'it';
  return who === null
    ? `Rolling back always works. Nobody may override ${it} yet: that takes the role approver.`
    : `Rolling back always works. ${who} may override ${it} for one step of one release, with a reason.`;
}
