import { expect, it } from 'vitest';
import type { CalendarItem } from '@/lib/freezes/schema';
import { weeksFrom } from './calendar-grid';

const item = (start: string, end: string | null): CalendarItem => ({
  freeze: 'f',
  kind: 'freeze',
  scope: 'all',
  reason: 'Weekend',
  title: null,
  inFlight: 'hold',
  start,
  end,
});
const now = Date.parse('2026-11-21T12:00:00Z');
const days = (items: CalendarItem[]) =>
  weeksFrom(now, items, 2)
    .flat()
    .filter((day) => day.items.length > 0)
    .map(({ at }) => new Date(at).toISOString().slice(5, 10));

it('begins on the Monday of this week and knows today', () => {
  const [first] = weeksFrom(now, [], 2);
  expect(first?.map(({ at }) => new Date(at).getUTCDate())).toEqual([16, 17, 18, 19, 20, 21, 22]);
  expect(first?.find(({ today }) => today)?.at).toBe(Date.parse('2026-11-21T00:00:00Z'));
  expect(first?.filter(({ past }) => past)).toHaveLength(5);
});

it('puts a window on every day it reaches into, not on the day that begins when it ends', () => {
  expect(days([item('2026-11-20T23:00:00Z', '2026-11-23T07:00:00Z')])).toEqual(['11-20', '11-21', '11-22', '11-23']);
  expect(days([item('2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')])).toEqual(['11-24']);
});

it('draws what has no end up to today, or on the day it is to begin', () => {
  expect(days([item('2026-11-20T05:00:00Z', null)])).toEqual(['11-20', '11-21']);
  expect(days([item('2026-11-28T05:00:00Z', null)])).toEqual(['11-28']);
});
