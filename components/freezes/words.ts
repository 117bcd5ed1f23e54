/** Freezes in words, and the form's draft. Pure; times are epoch ms. */

import { formatDuration, formatMoment } from '@/lib/format/time';
import type { FreezeView } from '@/lib/freezes/schema';
import { scopeWords as wordsOf } from '@/lib/freezes/scope';

export type FreezeDraft = { name: string; scope: string; start: string; end: string; reason: string };

export const EMPTY_FREEZE: FreezeDraft = { name: '', scope: 'all', start: '', end: '', reason: '' };

export const scopeWords = ({ scope }: Pick<FreezeView, 'scope'>): string => wordsOf(scope);

export type Standing = 'stands' | 'to come' | 'over';

export function standingOf(freeze: Pick<FreezeView, 'active' | 'liftedAt' | 'end'>, now: number): Standing {
  if (freeze.active) return 'stands';
  return freeze.liftedAt !== null || (freeze.end !== null && Date.parse(freeze.end) <= now) ? 'over' : 'to come';
}

/** "until Mon 07:00 (in 2 d 4 h)", "until someone lifts it", "lifted by Ana Ruiz 14:02:11" */
export function untilWords(
  freeze: Pick<FreezeView, 'active' | 'end' | 'start' | 'liftedAt' | 'liftedBy'>,
  now: number,
): string {
  if (freeze.liftedAt)
    return `lifted by ${freeze.liftedBy ?? 'someone'} ${formatMoment(Date.parse(freeze.liftedAt), now)}`;
  const end = freeze.end === null ? null : Date.parse(freeze.end);
  if (end !== null && end <= now) return `ended ${formatMoment(end, now)}`;
  const begins = freeze.active ? '' : `from ${formatMoment(Date.parse(freeze.start), now)}, `;
  if (end === null) return `${begins}until someone lifts it`;
  return `${begins}until ${formatMoment(end, now)} (in ${formatDuration(end - now)})`;
}

/** A `datetime-local` value, read as UTC; undefined when empty. */
export function isoOf(local: string): string | undefined {
  return local === '' ? undefined : `${local.length === 16 ? `${local}:00` : local}Z`;
}

/** What would be put. */
export function inputOfFreeze(draft: FreezeDraft): Record<string, unknown> {
  const start = isoOf(draft.start);
  const end = isoOf(draft.end);
  return {
    scope: draft.scope === 'all' ? 'all' : { service: draft.scope },
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    reason: draft.reason,
  };
}
