import { Temporal } from 'temporal-polyfill';
import { isLocalTime } from '@/lib/shared/local-time';
import type { CalendarEvent } from './event';
import { DAY_MS, type Rule } from './rule';
import { type Meter, startsOf, TooMuchWork } from './starts';
import { eventRule, stands } from './windows';
import { isZone, localText, startInstant, wallClock, wallMs, wallText } from './zone';

export type FieldProblem = { path: string; message: string };

export type RawSchedule = {
  start: string;
  end: string;
  timezone: string;
  recurrence?: string | undefined;
  except?: readonly string[] | undefined;
};

/** How long a rule may take until it happens: 29 February is eight years away at most. */
export const HORIZON_YEARS = 12;
const OVERLAP_YEARS = 4;
const YEAR_MS = 366 * DAY_MS;
/** For what was put once: some tenths of a second, 2,000 daily events and their windows take half of it. */
export const newMeter = (): Meter => ({ left: 1_500_000 });

/** What was typed, as an event of the calendar, or every field that is wrong and why. `now` in epoch ms: nothing past. */
export function eventOf(raw: RawSchedule, now?: number): { event: CalendarEvent } | { problems: FieldProblem[] } {
  if (!isZone(raw.timezone)) {
    return {
      problems: [{ path: 'timezone', message: `"${raw.timezone}" is no time zone; write one like Europe/Berlin` }],
    };
  }
  const times = timesOf(raw);
  if ('problems' in times) return times;
  const { start, end } = times;
  if (Temporal.PlainDateTime.compare(end, start) <= 0) {
    return { problems: [{ path: 'end', message: 'must be after the start' }] };
  }
  const except = raw.except ?? [];
  const none = except.flatMap((one, i) =>
    isLocalTime(one) ? [] : [{ path: `except.${i}`, message: `"${one}" is no date of the calendar` }],
  );
  if (none.length > 0) return { problems: none };
  const event: CalendarEvent = {
    start: localText(start),
    end: localText(end),
    zone: raw.timezone,
    ...(raw.recurrence === undefined ? {} : { rrule: raw.recurrence.replace(/^RRULE:/i, '') }),
    ...(except.length === 0 ? {} : { except: except.map(exceptText) }),
  };
  const problems = event.rrule === undefined ? [] : repeated(event, event.rrule, now, newMeter());
  return problems.length > 0 ? { problems } : { event };
}

function timesOf(
  raw: RawSchedule,
): { start: Temporal.PlainDateTime; end: Temporal.PlainDateTime } | { problems: FieldProblem[] } {
  const read = (path: 'start' | 'end'): Temporal.PlainDateTime | FieldProblem => {
    try {
      return wallClock(raw[path], raw.timezone);
    } catch {
      return { path, message: `"${raw[path]}" is no time` };
    }
  };
  const start = read('start');
  const end = read('end');
  if ('message' in start || 'message' in end) {
    return { problems: [start, end].filter((one): one is FieldProblem => 'message' in one) };
  }
  return { start, end };
}

const exceptText = (one: string): string => (one.includes('T') ? localText(Temporal.PlainDateTime.from(one)) : one);

const wrong = (message: string, path = 'recurrence'): FieldProblem[] => [{ path, message }];

/** What was typed by a person must do all that was said: begin at its start, have its exceptions, and not be over. */
function repeated(event: CalendarEvent, rrule: string, now: number | undefined, meter: Meter): FieldProblem[] {
  try {
    const problems = ruleProblems(event, rrule, meter);
    if (problems.length > 0) return problems;
    const first = firstOf(event, rrule, meter);
    if (first !== wallMs(event.start))
      return wrong(
        `${dayText(wallMs(event.start))} is not in the recurrence, whose first is ${dayText(first)}`,
        'start',
      );
    const missing = missed(event, rrule, meter);
    if (missing.length > 0 || now === undefined) return missing;
    return stands(event, now, HORIZON_YEARS, meter) ? [] : wrong('is over: no window of it ends after now');
  } catch (error) {
    if (error instanceof TooMuchWork) return wrong(error.message);
    throw error;
  }
}

const dayText = (wall: number): string =>
  `${new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(wall)} ${wallText(wall).replace('T', ' ').slice(0, 16)}`;

/**
 * Rules that cannot be read, are too fine, never happen, or run into themselves: at `recurrence`. Throws `TooMuchWork`.
 */
export function ruleProblems(event: CalendarEvent, rrule: string, meter: Meter): FieldProblem[] {
  const start = wallMs(event.start);
  const { rule, problems } = eventRule(event, rrule, start);
  if (problems.length > 0) return problems.flatMap((problem) => wrong(problem));
  if (rule.until !== null && rule.until < start) return wrong('ends (UNTIL) before its start');
  if (Number.isNaN(firstOf(event, rrule, meter)))
    return wrong(`never happens in the ${HORIZON_YEARS} years after its start`);
  const length = wallMs(event.end) - start;
  if (length <= leastGap(rule)) return [];
  let last = Number.NEGATIVE_INFINITY;
  for (const at of startsOf(rule, start, start, start + OVERLAP_YEARS * YEAR_MS, meter)) {
    if (at - last < length) {
      const when = new Date(startInstant(at, event.zone)).toISOString();
      return wrong(`its windows overlap: the one that starts ${when} begins before the one before it ends`);
    }
    last = at;
  }
  return [];
}

/** When (wall clock) the rule begins for the first time; NaN where it does not for years. */
export function firstOf(event: CalendarEvent, rrule: string, meter: Meter): number {
  const start = wallMs(event.start);
  const { rule } = eventRule(event, rrule, start);
  for (const at of startsOf(rule, start, start, start + HORIZON_YEARS * YEAR_MS, meter)) return at;
  return Number.NaN;
}

/** A time, in ms, that surely lies between two windows' starts: what is no longer cannot overlap. */
function leastGap({ frequency, interval, times, days, monthDays, weeks, yearDays, months }: Rule): number {
  if (times.length > 1) return 0;
  const plain = weeks.length + yearDays.length === 0 && days.length + monthDays.length <= 1;
  if (!plain) return DAY_MS;
  const everyWeekday = days.length === 1 && days[0]?.nth === null;
  if (frequency === 'WEEKLY') return 7 * interval * DAY_MS;
  if (everyWeekday) return 7 * DAY_MS;
  if (frequency === 'DAILY') return monthDays.length > 0 ? 28 * DAY_MS : interval * DAY_MS;
  if (frequency === 'MONTHLY' || months.length !== 1) return 28 * DAY_MS;
  return 358 * DAY_MS;
}

function missed(event: CalendarEvent, rrule: string, meter: Meter): FieldProblem[] {
  const except = event.except ?? [];
  if (except.length === 0) return [];
  const start = wallMs(event.start);
  const { rule } = eventRule(event, rrule, start);
  const begins = (from: number, to: number): boolean => {
    for (const _ of startsOf(rule, start, from, to, meter)) return true;
    return false;
  };
  return except.flatMap((one, i) => {
    const at = wallMs(one.includes('T') ? one : `${one}T00:00:00`);
    if (begins(at, one.includes('T') ? at : at + DAY_MS - 1)) return [];
    return [{ path: `except.${i}`, message: `no window starts on ${one}` }];
  });
}
