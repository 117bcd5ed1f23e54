import type { CalendarEvent, Window } from './event';
import { DAY_MS, type Rule, readRule } from './rule';
import { type Meter, startsOf } from './starts';
import { endInstant, localText, startInstant, wallClock, wallMs, wallText } from './zone';

/** When these events stand between `from` and `to` (epoch ms), in order, those that touch or overlap as one. Pure. */
export function windowsOf(events: readonly CalendarEvent[], from: number, to: number, meter?: Meter): Window[] {
  const found: Window[] = [];
  for (const event of events)
    for (const window of windowsFrom(event, from, to, meter))
      if (window.end > from && window.start < to) found.push(window);
  return merged(found);
}

/** Whether one of its windows ends after `now`, within the `years` that follow. */
export function stands(event: CalendarEvent, now: number, years: number, meter: Meter): boolean {
  for (const { end } of windowsFrom(event, now, now + years * 366 * DAY_MS, meter)) if (end > now) return true;
  return false;
}

/**
 * Every occurrence that may reach into the span, unmerged, in order.
 * The rule is run on the wall clock and only then placed in the zone: "every Friday 23:00" is then 23:00 whatever the
 * offset, and the days when the clocks change follow our own rule (zone.ts).
 */
export function* windowsFrom(event: CalendarEvent, from: number, to: number, meter?: Meter): Generator<Window> {
  const first = wallMs(event.start);
  const length = wallMs(event.end) - first;
  const { zone, title } = event;
  const except = new Set(event.except);
  const starts =
    event.rrule === undefined
      ? [first]
      : startsOf(ruleOf(event, first), first, from - length - 2 * DAY_MS, to + 2 * DAY_MS, meter);
  for (const wall of starts) {
    if (except.size > 0 && isExcepted(except, wall)) continue;
    yield {
      start: startInstant(wall, zone),
      end: endInstant(wall + length, zone),
      ...(title === undefined ? {} : { title }),
    };
  }
}

const isExcepted = (except: ReadonlySet<string>, wall: number): boolean => {
  const text = wallText(wall);
  return except.has(text) || except.has(text.slice(0, 10));
};

const ruleOf = (event: CalendarEvent, first: number): Rule => eventRule(event, event.rrule ?? '', first).rule;

/** The rule of an event; UNTIL is an instant where it ends in Z: read on the wall clock of the zone, like everything else. */
export const eventRule = ({ zone }: CalendarEvent, rrule: string, first: number) =>
  readRule(rrule, first, (iso) => wallMs(localText(wallClock(iso, zone))));

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
