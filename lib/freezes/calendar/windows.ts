import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { CalendarEvent, Window } from './event';
import { endInstant, startInstant, wallClock } from './zone';

const DAY_MS = 86_400_000;

/** When these events stand between `from` and `to` (epoch ms), in order, those that touch or overlap as one. Pure. */
export function windowsOf(events: readonly CalendarEvent[], from: number, to: number): Window[] {
  const found = events.flatMap((event) => occurrencesOf(event, from, to));
  return merged(found.filter((window) => window.end > from && window.start < to));
}

/** Every occurrence that may reach into the span, unmerged, in order. */
export function occurrencesOf(event: CalendarEvent, from: number, to: number): Window[] {
  const first = Temporal.PlainDateTime.from(event.start);
  const length = first.until(Temporal.PlainDateTime.from(event.end), { largestUnit: 'day' });
  const starts = event.rrule === undefined ? [first] : recurring(event, first, length, from, to);
  const except = new Set(event.except);
  return starts
    .filter((local) => !except.has(local.toPlainDate().toString()) && !except.has(text(local)))
    .map((local) => ({
      start: startInstant(local, event.zone),
      end: endInstant(local.add(length), event.zone),
      ...(event.title === undefined ? {} : { title: event.title }),
    }));
}

const text = (local: Temporal.PlainDateTime): string => local.toString({ smallestUnit: 'second' });

/**
 * The rule is run on the wall clock (as if in UTC) and only then placed in the zone: "every Friday 23:00" is then 23:00
 * whatever the offset, and the days when the clocks change follow our own rule (zone.ts).
 */
function recurring(
  { rrule = '', zone }: CalendarEvent,
  first: Temporal.PlainDateTime,
  length: Temporal.Duration,
  from: number,
  to: number,
): Temporal.PlainDateTime[] {
  const rule = new RRuleTemporal({
    rruleString: onWallClock(rrule, zone),
    dtstart: first.toZonedDateTime('UTC'),
    temporal: Temporal,
  });
  const span = Math.ceil(length.total({ unit: 'day', relativeTo: first })) + 2;
  const after = new Date(from - span * DAY_MS);
  const before = new Date(to + 2 * DAY_MS);
  return rule.between(after, before, true).map((at) => at.toPlainDateTime());
}

/** UNTIL is an instant where it ends in Z: read on the wall clock of the zone, like everything else here. */
const onWallClock = (rrule: string, zone: string): string =>
  rrule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i, (_, y, mo, d, h, mi, s) => {
    const local = wallClock(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`, zone);
    return `UNTIL=${text(local).replaceAll(/[-:]/g, '')}Z`;
  });

function merged(windows: Window[]): Window[] {
  const out: Window[] = [];
  for (const window of windows.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1);
    if (!last || window.start > last.end) out.push({ ...window });
    else {
      if (window.title !== undefined && last.title !== window.title)
        last.title = last.title === undefined ? window.title : `${last.title}, ${window.title}`;
      last.end = Math.max(last.end, window.end);
    }
  }
  return out;
}
