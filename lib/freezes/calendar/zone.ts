import { Temporal } from 'temporal-polyfill';
import { hasOffset } from '@/lib/shared/local-time';
import { DAY_MS } from './rule';

/** Whether the name is an IANA zone this runtime knows. Offsets such as "+02:00" are none: they know no daylight saving. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** An instant (`…Z`, `…+01:00`) or a wall-clock time, as the wall clock in `zone` shows it. Throws on a time that is none. */
export function wallClock(time: string, zone: string): Temporal.PlainDateTime {
  if (!hasOffset(time)) return Temporal.PlainDateTime.from(time);
  return Temporal.Instant.from(time).toZonedDateTimeISO(zone).toPlainDateTime();
}

export const localText = (local: Temporal.PlainDateTime): string => local.toString({ smallestUnit: 'second' });

/** A wall-clock text as the number that rules are worked out with: epoch ms as if the clock on the wall were UTC. */
export const wallMs = (local: string): number => Date.parse(`${local}Z`);
export const wallText = (wall: number): string => new Date(wall).toISOString().slice(0, 19);

const MOST_KEPT = 20_000;
const offsets = new Map<string, Map<number, number>>();
let kept = 0;

/** Offset of a zone in ms at the beginning of a day of UTC, kept: asking the zone is what costs. */
function offsetOn(zone: string, day: number): number {
  const known = offsets.get(zone)?.get(day);
  if (known !== undefined) return known;
  if (kept >= MOST_KEPT) {
    offsets.clear();
    kept = 0;
  }
  const offset =
    Temporal.Instant.fromEpochMilliseconds(day * DAY_MS).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
  offsets.set(zone, (offsets.get(zone) ?? new Map()).set(day, offset));
  kept += 1;
  return offset;
}

/**
 * The instants (epoch ms) that a wall-clock window covers. Where the clocks change, the widest: a start that does not exist
 * or comes twice is the earlier one, an end the later. Nothing that somebody meant to be frozen is left open.
 */
export const startInstant = (wall: number, zone: string): number => instantOf(wall, zone, 'earlier');
export const endInstant = (wall: number, zone: string): number => instantOf(wall, zone, 'later');

function instantOf(wall: number, zone: string, disambiguation: 'earlier' | 'later'): number {
  const day = Math.floor(wall / DAY_MS);
  const offset = offsetOn(zone, day - 1);
  // No clock changes anywhere near: the same offset before and after.
  if (offset === offsetOn(zone, day + 2)) return wall - offset;
  const local = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  return local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
}
