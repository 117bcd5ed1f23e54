/** The words of the freeze calendar. Pure. */

import { formatFull } from '@/lib/format/time';
import type { CalendarItem } from '@/lib/freezes/schema';
import { scopeWords } from '@/lib/freezes/scope';
import { weekdayOf } from './calendar-grid';

/** "Everything: Quarter end". */
export const itemWords = (item: CalendarItem): string => `${scopeWords(item.scope)}: ${item.title ?? item.reason}`;

/** "from … until …". */
export function spanWords({ start, end }: CalendarItem): string {
  const until = end === null ? 'until it is lifted' : `until ${formatFull(Date.parse(end))}`;
  return `from ${formatFull(Date.parse(start))} ${until}`;
}

const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/** "Thursday 26 November", of a UTC day. */
export const dayWords = (at: number): string =>
  `${WEEKDAY.format(at)} ${new Date(at).getUTCDate()} ${MONTH.format(at)}`;

/** What is written in a cell, "26" or "1 Dec", and what is said after it: "November, Thursday, today". */
export function cellWords({ at, today }: { at: number; today: boolean }): { written: string; said: string } {
  const number = new Date(at).getUTCDate();
  const first = number === 1;
  return {
    written: first ? `1 ${MONTH.format(at).slice(0, 3)}` : String(number),
    said: [...(first ? [] : [MONTH.format(at)]), WEEKDAY.format(at), ...(today ? ['today'] : [])].join(', '),
  };
}

/** By how many days a key moves over weeks that begin on a Monday; null when it means nothing here. */
export function stepOf(key: string, day: number): number | null {
  const weekday = weekdayOf(day);
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -weekday,
    End: 6 - weekday,
  };
  return steps[key] ?? null;
}
