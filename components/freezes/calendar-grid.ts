/** The days of the freeze calendar. Pure; times are epoch ms, days are UTC. */

import type { CalendarItem } from '@/lib/freezes/schema';
import { DAY_MS, dayStart } from '@/lib/shared/utc-day';

export type CalendarDay = {
  /** Start of the day. */
  at: number;
  today: boolean;
  past: boolean;
  items: CalendarItem[];
};

/** Of weeks that begin on a Monday, which is 0. */
export const weekdayOf = (at: number): number => (new Date(at).getUTCDay() + 6) % 7;

/** Whole weeks from the Monday on or before `now`, each day with what stands in any part of it. */
export function weeksFrom(now: number, items: readonly CalendarItem[], weeks: number): CalendarDay[][] {
  const today = dayStart(now);
  const monday = today - weekdayOf(today) * DAY_MS;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, day) => {
      const at = monday + (week * 7 + day) * DAY_MS;
      return { at, today: at === today, past: at < today, items: items.filter((item) => standsOn(item, at, today)) };
    }),
  );
}

/**
 * Start inclusive, end exclusive: what ends at midnight does not stand on the day that then begins. What has no end is
 * drawn up to today (or on the day it is to begin): how long it will stand nobody knows, and it would hide what is known.
 */
function standsOn({ start, end }: CalendarItem, day: number, today: number): boolean {
  const begins = Date.parse(start);
  if (begins >= day + DAY_MS) return false;
  return end === null ? day <= Math.max(today, begins) : Date.parse(end) > day;
}
