/** The days of the freeze calendar. Pure; times are epoch ms, days are UTC. */

import type { CalendarItem } from '@/lib/freezes/schema';

const DAY = 86_400_000;

export type CalendarDay = {
  /** Start of the day. */
  at: number;
  today: boolean;
  past: boolean;
  items: CalendarItem[];
};

/** Whole weeks from the Monday on or before `now`, each day with what stands in any part of it. */
export function weeksFrom(now: number, items: readonly CalendarItem[], weeks: number): CalendarDay[][] {
  const today = Math.floor(now / DAY) * DAY;
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, day) => {
      const at = monday + (week * 7 + day) * DAY;
      return { at, today: at === today, past: at < today, items: items.filter((item) => standsOn(item, at)) };
    }),
  );
}

/** Start inclusive, end exclusive: what ends at midnight does not stand on the day that then begins. */
function standsOn({ start, end }: CalendarItem, day: number): boolean {
  return Date.parse(start) < day + DAY && (end === null || Date.parse(end) > day);
}
