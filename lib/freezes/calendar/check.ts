import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { CalendarEvent } from './event';
import { occurrencesOf } from './windows';
import { isZone, localText, startInstant, wallClock } from './zone';

export type FieldProblem = { path: string; message: string };

export type RawSchedule = {
  start: string;
  end: string;
  timezone: string;
  recurrence?: string | undefined;
  except?: readonly string[] | undefined;
};

const YEAR_MS = 366 * 86_400_000;
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** What was typed, as an event of the calendar, or every field that is wrong and why. */
export function eventOf(raw: RawSchedule): { event: CalendarEvent } | { problems: FieldProblem[] } {
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
  const event: CalendarEvent = {
    start: localText(start),
    end: localText(end),
    zone: raw.timezone,
    ...(raw.recurrence === undefined ? {} : { rrule: raw.recurrence.replace(/^RRULE:/i, '') }),
    ...(raw.except === undefined || raw.except.length === 0 ? {} : { except: raw.except.map(exceptText) }),
  };
  const problems = event.rrule === undefined ? [] : ruleProblems(event, event.rrule);
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

/** Rules that cannot be read, are too fine, never happen, or run into themselves. */
export function ruleProblems(event: CalendarEvent, rrule: string): FieldProblem[] {
  const wrong = (message: string, path = 'recurrence'): FieldProblem[] => [{ path, message }];
  const frequency = /(?:^|;)FREQ=([A-Z]+)/i.exec(rrule)?.[1]?.toUpperCase();
  if (frequency === undefined) return wrong('must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR');
  if (!FREQUENCIES.includes(frequency)) return wrong(`must be one of ${FREQUENCIES.join(', ')}; it is ${frequency}`);
  try {
    new RRuleTemporal({ rruleString: rrule, dtstart: Temporal.PlainDateTime.from(event.start).toZonedDateTime('UTC') });
    const { except: _, ...whole } = event;
    const first = startInstant(Temporal.PlainDateTime.from(event.start), event.zone);
    const found = occurrencesOf(whole, first, first + 4 * YEAR_MS);
    if (found.length === 0) return wrong('never happens in the four years after its start');
    const overlap = found.findIndex((window, i) => window.start < (found[i - 1]?.end ?? Number.NEGATIVE_INFINITY));
    if (overlap > 0) {
      const at = new Date(found[overlap]?.start ?? 0).toISOString();
      return wrong(`its windows overlap: the one that starts ${at} begins before the one before it ends`);
    }
    return missing(event, whole, first);
  } catch (error) {
    return wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function missing({ except = [] }: CalendarEvent, whole: CalendarEvent, first: number): FieldProblem[] {
  return except.flatMap((one, i) => {
    const kept = occurrencesOf({ ...whole, except: [one] }, first, first + 10 * YEAR_MS).length;
    const all = occurrencesOf(whole, first, first + 10 * YEAR_MS).length;
    return kept < all ? [] : [{ path: `except.${i}`, message: `no window starts on ${one}` }];
  });
}
