import { Temporal } from 'temporal-polyfill';

/** Whether the name is an IANA zone this runtime knows. Offsets such as "+02:00" are none: they know no daylight saving. */
export function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const HAS_OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** An instant (`…Z`, `…+01:00`) or a wall-clock time, as the wall clock in `zone` shows it. */
export function wallClock(time: string, zone: string): Temporal.PlainDateTime {
  if (!HAS_OFFSET.test(time)) return Temporal.PlainDateTime.from(time);
  return Temporal.Instant.from(time).toZonedDateTimeISO(zone).toPlainDateTime();
}

/**
 * The instants that a wall-clock window covers. Where the clocks change, the widest: a start that does not exist or comes
 * twice is the earlier one, an end the later. Nothing that somebody meant to be frozen is left open.
 */
export const startInstant = (local: Temporal.PlainDateTime, zone: string): number =>
  local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
export const endInstant = (local: Temporal.PlainDateTime, zone: string): number =>
  local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;

export const localText = (local: Temporal.PlainDateTime): string => local.toString({ smallestUnit: 'second' });
