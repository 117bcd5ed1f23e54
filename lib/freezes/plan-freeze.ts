import { AppError } from '@/lib/errors';
import { eventOf, type FieldProblem } from './calendar/check';
import type { CalendarEvent } from './calendar/event';
import { readIcal } from './calendar/ical';
import { windowsOf } from './calendar/windows';
import { isZone } from './calendar/zone';
import type { FreezeInput } from './schema';

/** What was put of a calendar, kept for the form and for reading it back. */
export type Schedule = { start?: string; end?: string; recurrence?: string; except?: string[]; imported?: number };

export type Planned = {
  startsAt: number;
  endsAt: number | null;
  timezone: string | null;
  /** Null for a freeze from start to end. */
  calendar: { events: CalendarEvent[]; schedule: Schedule } | null;
};

const FAR = Date.UTC(9999, 0);

/** When a freeze will stand. Throws 422 with every field that is wrong and why. Pure. */
export function planFreeze(input: FreezeInput, now: number): Planned {
  const timezone = input.timezone ?? null;
  if (timezone !== null && !isZone(timezone))
    throw refused([{ path: 'timezone', message: `"${timezone}" is no time zone; write one like Europe/Berlin` }]);
  if (input.ical !== undefined) return imported(input.ical, timezone, now);
  if (input.recurrence !== undefined) return recurring(input, input.recurrence, now);
  const zone = timezone ?? 'UTC';
  const start = input.start === undefined ? now : placed(input.start, zone).start;
  const end = input.end === undefined ? null : placed(input.end, zone).end;
  if (end !== null && end <= start)
    throw refused([
      { path: 'end', message: input.start === undefined ? 'is over: it must be after now' : 'must be after the start' },
    ]);
  return { startsAt: start, endsAt: end, timezone, calendar: null };
}

/** A time as a start and as an end: they differ only where the clocks change. */
function placed(time: string, zone: string): { start: number; end: number } {
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(time)) return { start: Date.parse(time), end: Date.parse(time) };
  const event = { start: time, end: time, zone };
  const [window] = windowsOf([{ ...event, end: later(time) }], Number.MIN_SAFE_INTEGER, FAR);
  const [before] = windowsOf([{ ...event, start: earlier(time) }], Number.MIN_SAFE_INTEGER, FAR);
  if (!window || !before) throw refused([{ path: 'start', message: `"${time}" is no time` }]);
  return { start: window.start, end: before.end };
}

const DAY_MS = 86_400_000;
const moved = (time: string, byMs: number): string => {
  const at = Date.parse(`${time}Z`);
  if (Number.isNaN(at)) throw refused([{ path: 'start', message: `"${time}" is no time` }]);
  return new Date(at + byMs).toISOString().slice(0, 19);
};
const later = (time: string): string => moved(time, DAY_MS);
const earlier = (time: string): string => moved(time, -DAY_MS);

function recurring(input: FreezeInput, recurrence: string, now: number): Planned {
  const { start = '', end = '', timezone = 'UTC', except } = input;
  const read = eventOf({ start, end, timezone, recurrence, except });
  if ('problems' in read) throw refused(read.problems);
  const { event } = read;
  const schedule = {
    start: event.start,
    end: event.end,
    recurrence: event.rrule ?? recurrence,
    ...(event.except === undefined ? {} : { except: event.except }),
  };
  return { startsAt: now, endsAt: null, timezone, calendar: { events: [event], schedule } };
}

function imported(ical: string, timezone: string | null, now: number): Planned {
  const zone = timezone ?? 'UTC';
  const read = readIcal(ical, zone);
  if ('problems' in read) throw refused(read.problems);
  const { events } = read;
  return { startsAt: now, endsAt: null, timezone: zone, calendar: { events, schedule: { imported: events.length } } };
}

function refused(problems: readonly FieldProblem[]): AppError {
  const [first] = problems;
  return new AppError('unprocessable', first ? `${first.path}: ${first.message}` : 'It means nothing.', {
    errors: problems,
  });
}
