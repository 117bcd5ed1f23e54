/** Freezes in words. Pure; times are epoch ms. */

import { formatDuration, formatMoment } from '@/lib/format/time';
import type { FreezeView, IN_FLIGHT } from '@/lib/freezes/schema';
import { scopeOf, scopeWords as wordsOf } from '@/lib/freezes/scope';

export const REPEATS = ['none', 'FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY', 'rule', 'ical'] as const;
export type Repeat = (typeof REPEATS)[number];

export const REPEAT_WORDS: Record<Repeat, string> = {
  none: 'Once',
  'FREQ=DAILY': 'Every day',
  'FREQ=WEEKLY': 'Every week',
  'FREQ=MONTHLY': 'Every month, same date',
  'FREQ=YEARLY': 'Every year',
  rule: 'By a rule (RRULE)',
  ical: 'Holidays from a file (.ics)',
};

export const IN_FLIGHT_WORDS: Record<(typeof IN_FLIGHT)[number], string> = {
  hold: 'Holds where it is',
  finish_step: 'Finishes its step',
  rollback: 'Is rolled back',
};

export const scopeWords = ({ scope }: Pick<FreezeView, 'scope'>): string => wordsOf(scope);

/** As a heading: "Everything", "Tier 1", "Team payments"; a service keeps its name as it is written. */
export function scopeTitle(scope: FreezeView['scope']): string {
  const words = wordsOf(scope);
  return scope !== 'all' && 'service' in scope ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Releases of checkout", "All releases" */
export const releasesWords = (covered: string): string =>
  covered === 'everything' ? 'All releases' : `Releases of ${covered}`;

export type Standing = 'stands' | 'to come' | 'over';

export function standingOf(freeze: Pick<FreezeView, 'active' | 'liftedAt' | 'end'>, now: number): Standing {
  if (freeze.active) return 'stands';
  return freeze.liftedAt !== null || (freeze.end !== null && Date.parse(freeze.end) <= now) ? 'over' : 'to come';
}

/** "until Mon 07:00 (in 2 d 4 h)", "until someone lifts it", "lifted by Ana Ruiz 14:02:11"; a budget's ends by itself. */
export function untilWords(
  freeze: Pick<FreezeView, 'kind' | 'active' | 'end' | 'start' | 'liftedAt' | 'liftedBy'>,
  now: number,
): string {
  if (freeze.liftedAt)
    return `${freeze.kind === 'budget' ? 'ended' : `lifted by ${freeze.liftedBy ?? 'someone'}`} ${formatMoment(Date.parse(freeze.liftedAt), now)}`;
  const end = freeze.end === null ? null : Date.parse(freeze.end);
  if (end !== null && end <= now) return `ended ${formatMoment(end, now)}`;
  const begins = freeze.active ? '' : `from ${formatMoment(Date.parse(freeze.start), now)}, `;
  if (end === null)
    return `${begins}${freeze.kind === 'budget' ? 'until the budget is back' : 'until someone lifts it'}`;
  return `${begins}until ${formatMoment(end, now)} (in ${formatDuration(end - now)})`;
}

export const isRepeat = (rule: string): rule is Repeat => (REPEATS as readonly string[]).includes(rule);

/** "every week, Europe/Berlin time"; null where it stands once. */
export function repeatWords({ recurrence, timezone, imported, except }: Repeating): string | null {
  const zone = `${timezone ?? 'UTC'} time`;
  if (imported > 0) return `during ${imported} imported ${imported === 1 ? 'event' : 'events'}, ${zone}`;
  if (recurrence === null) return null;
  const left = except.length > 0 ? `, not on ${except.join(', ')}` : '';
  const rule = isRepeat(recurrence) ? REPEAT_WORDS[recurrence].toLowerCase() : `by the rule ${recurrence}`;
  return `${rule}, ${zone}${left}`;
}
type Repeating = Pick<FreezeView, 'recurrence' | 'timezone' | 'imported' | 'except'>;

/** Nothing chosen is nothing said, for the schema to ask for. */
export const scopeOrNone = (text: string): FreezeView['scope'] | null => (text === '' ? null : scopeOf(text));
