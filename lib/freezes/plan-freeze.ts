import { Temporal } from 'temporal-polyfill';
import { AppError } from '@/lib/errors';
import { hasOffset } from '@/lib/shared/local-time';
import { eventOf, type FieldProblem, HORIZON_YEARS, newMeter } from './calendar/check';
import type { CalendarEvent } from './calendar/event';
import { readIcal } from './calendar/ical';
import { TooMuchWork } from './calendar/starts';
import { stands, windowsOf } from './calendar/windows';
import { endInstant, isZone, localText, startInstant, wallClock, wallMs } from './calendar/zone';
import { AHEAD_MS } from './materialise';
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

const MOST_WINDOWS = 5_000;

/** When a freeze will stand. Throws 422 with every field that is wrong and why. Pure. */
export function planFreeze(input: FreezeInput, now: number): Planned {
  const timezone = input.timezone ?? null;
  if (timezone !== null && !isZone(timezone))
    throw refused([{ path: 'timezone', message: `"${timezone}" is no time zone; write one like Europe/Berlin` }]);
  if (input.ical !== undefined) return imported(input.ical, timezone, now);
  if (input.recurrence !== undefined) return recurring(input, input.recurrence, now);
  const zone = timezone ?? 'UTC';
  const start = input.start === undefined ? now : instantOf('start', input.start, zone);
  const end = input.end === undefined ? null : instantOf('end', input.end, zone);
  if (end !== null && input.start !== undefined && end <= start)
    throw refused([{ path: 'end', message: 'must be after the start' }]);
  if (end !== null && end <= now)
    throw refused([{ path: 'end', message: 'is over: it must be after now, or the freeze would never stand' }]);
  return { startsAt: start, endsAt: end, timezone, calendar: null };
}

/** A time as a start or as an end: they differ only where the clocks change. */
function instantOf(path: 'start' | 'end', time: string, zone: string): number {
  try {
    if (hasOffset(time)) return Temporal.Instant.from(time).epochMilliseconds;
    const wall = wallMs(localText(wallClock(time, zone)));
    return path === 'start' ? startInstant(wall, zone) : endInstant(wall, zone);
  } catch {
    throw refused([{ path, message: `"${time}" is no time` }]);
  }
}

function recurring(input: FreezeInput, recurrence: string, now: number): Planned {
  const { start = '', end = '', timezone = 'UTC', except } = input;
  const read = eventOf({ start, end, timezone, recurrence, except }, now);
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
  const read = readIcal(ical, zone, now);
  if ('problems' in read) throw refused(read.problems);
  const { events, count } = read;
  const problem = unusable(events, now);
  if (problem !== null) throw refused([{ path: 'ical', message: problem }]);
  return { startsAt: now, endsAt: null, timezone: zone, calendar: { events, schedule: { imported: count } } };
}

/** Why a file that can be read makes no freeze: it is over, or it stands too often to be worked out each hour. */
function unusable(events: readonly CalendarEvent[], now: number): string | null {
  const meter = newMeter();
  try {
    const windows = windowsOf(events, now, now + AHEAD_MS, meter);
    if (windows.length > MOST_WINDOWS)
      return `stands ${windows.length} times within sixty days; at most ${MOST_WINDOWS}`;
    if (windows.length > 0 || events.some((event) => stands(event, now, HORIZON_YEARS, meter))) return null;
    return 'is over: no event of it ends after now';
  } catch (error) {
    if (error instanceof TooMuchWork) return error.message;
    throw error;
  }
}

function refused(problems: readonly FieldProblem[]): AppError {
  const [first] = problems;
  return new AppError('unprocessable', first ? `${first.path}: ${first.message}` : 'It means nothing.', {
    errors: problems,
  });
}
