import type ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { isLocalTime } from '@/lib/shared/local-time';
import { localText, wallClock } from './zone';

export type Component = InstanceType<typeof ICAL.Component>;
export type Property = InstanceType<typeof ICAL.Property>;

/** What a file calls a time zone, as an IANA name. Throws where there is none. */
export type ZoneNamed = (tzid: string) => string;

/** A date (`2026-12-25`), a time or a time of UTC (`2026-12-25T10:00:00Z`) of a file, and the zone it is of. */
export type Time = { text: string; zone: string; wholeDay: boolean };
export type Period = { start: Time; end: Time | Temporal.Duration };

/**
 * The values of a property as they are written. ical.js's own objects are not used: they turn 30 February into 2 March.
 * Throws with the value that is none.
 */
export function timesOf(property: Property, zone: string, named: ZoneNamed): (Time | Period)[] {
  const [, parameters, type, ...values] = property.toJSON() as [string, Record<string, unknown>, string, ...unknown[]];
  const tzid = parameters.tzid;
  const own = tzid === undefined ? zone : named(String(tzid));
  return values.map((value) => {
    if (type !== 'period') return timeOf(String(value), own);
    const [start, end] = value as [string, string];
    return {
      start: timeOf(start, own),
      end: end.includes('P') ? Temporal.Duration.from(end) : timeOf(end, own),
    };
  });
}

/** The one time of a property; a list or a period is none. */
export function timeIn(property: Property, zone: string, named: ZoneNamed): Time {
  const [time] = timesOf(property, zone, named);
  if (!time || 'start' in time) throw new Error(`has no time in ${property.name.toUpperCase()}`);
  return time;
}

function timeOf(text: string, zone: string): Time {
  const utc = text.endsWith('Z');
  if (!isLocalTime(utc ? text.slice(0, -1) : text)) throw new Error(`"${text}" is no time of the calendar`);
  if (!/^(?:19|2\d)\d\d/.test(text)) throw new Error(`${text} is not within the years 1900 to 2999`);
  return { text, zone: utc ? 'UTC' : zone, wholeDay: !text.includes('T') };
}

/** A time on the wall clock of `target`. */
export function onWall({ text, zone, wholeDay }: Time, target: string): Temporal.PlainDateTime {
  if (text.endsWith('Z')) return wallClock(text, target);
  const local = Temporal.PlainDateTime.from(wholeDay ? `${text}T00:00:00` : text);
  return wholeDay || zone === target ? local : local.toZonedDateTime(zone).withTimeZone(target).toPlainDateTime();
}

/** As the exceptions of an event name it: a date alone stands for whatever begins on it. */
export const exceptionText = (time: Time, target: string): string =>
  time.wholeDay ? time.text : localText(onWall(time, target));

/** A rule as it is written, so that no part of it is lost on the way. */
export function ruleText(property: Property): string {
  const [, , , rule] = property.toJSON() as [string, unknown, string, Record<string, unknown>];
  return Object.entries(rule)
    .map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(',') : String(value);
      return `${name.toUpperCase()}=${name === 'until' ? text.replaceAll(/[-:]/g, '') : text}`;
    })
    .join(';');
}
