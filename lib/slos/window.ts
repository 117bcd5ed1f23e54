import { parseDuration } from '@/lib/shared/duration';

/** Windows of an SLO: rolling, or periods of the calendar in a time zone. Pure but for the zones that the runtime knows. */

export const CALENDAR_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];
export const isCalendarUnit = (text: string): text is CalendarUnit => CALENDAR_UNITS.some((unit) => unit === text);

const DAY = 86_400_000;
const LONGEST: Record<CalendarUnit, number> = {
  day: DAY,
  week: 7 * DAY,
  month: 31 * DAY,
  quarter: 92 * DAY,
  year: 366 * DAY,
};

/** Milliseconds of the longest period a window can be; null when it is none. */
export const longestPeriodMs = (window: string): number | null =>
  isCalendarUnit(window) ? LONGEST[window] : parseDuration(window);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (!known) {
    const part = 'numeric';
    known = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: zone,
      hourCycle: 'h23',
      year: part,
      month: part,
      day: part,
      hour: part,
      minute: part,
      second: part,
    });
    formats.set(zone, known);
  }
  return known;
}

/** Whether it is a zone by name; offsets such as +02:00 know no daylight saving and are none. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    format(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at a moment, as if that were UTC. */
function wallOf(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The moment at which the clocks of a zone show `wall`; where they skip it, as much later; where they show it twice, the first. */
export function momentOf(wall: number, zone: string): number {
  const offset = (at: number): number => wallOf(at, zone) - Math.floor(at / 1000) * 1000;
  const before = wall - offset(wall - DAY);
  if (wallOf(before, zone) === wall) return before;
  const after = wall - offset(wall + DAY);
  return wallOf(after, zone) === wall ? after : before;
}

const MONTHS: Partial<Record<CalendarUnit, number>> = { month: 1, quarter: 3, year: 12 };

/** The start of a period `count` units after the one that starts at `anchor`, both as clocks show it. */
function plus(anchor: number, unit: CalendarUnit, count: number): number {
  const months = MONTHS[unit];
  if (months === undefined) return anchor + count * LONGEST[unit];
  const date = new Date(anchor);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count * months, 1);
  const days = new Date(Date.UTC(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), days) - 1) * DAY + (anchor % DAY);
}

// 1 January 2024 was a Monday: the start of a day, week, month, quarter and year.
const ANCHOR = Date.UTC(2024, 0, 1);

export type WindowSpec = {
  window: string;
  timeZone?: string | null | undefined;
  windowStart?: string | null | undefined;
};
/** `end` is null for a rolling window, whose end is now. Epoch ms. */
export type Window = { start: number; end: number | null; lengthMs: number };

/** The window that `now` lies in: start inclusive, end exclusive. */
export function windowAt(spec: WindowSpec, now: number): Window {
  if (!isCalendarUnit(spec.window)) {
    const lengthMs = parseDuration(spec.window);
    if (lengthMs === null) throw new RangeError(`not a window: ${spec.window}`);
    return { start: now - lengthMs, end: null, lengthMs };
  }
  const unit = spec.window;
  const zone = spec.timeZone ?? 'UTC';
  const anchor = spec.windowStart ? Date.parse(`${spec.windowStart.replace(' ', 'T')}Z`) : ANCHOR;
  const startOf = (count: number): number => momentOf(plus(anchor, unit, count), zone);
  let count = Math.floor((wallOf(now, zone) - anchor) / LONGEST[unit]);
  while (startOf(count) > now) count -= 1;
  while (startOf(count + 1) <= now) count += 1;
  const start = startOf(count);
  const end = startOf(count + 1);
  return { start, end, lengthMs: end - start };
}
