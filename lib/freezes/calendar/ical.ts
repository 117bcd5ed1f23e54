import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { type FieldProblem, firstOf, newMeter, ruleProblems } from './check';
import type { CalendarEvent } from './event';
import {
  type Component,
  exceptionText,
  onWall,
  type Period,
  ruleText,
  type Time,
  timeIn,
  timesOf,
  type ZoneNamed,
} from './ical-values';
import { zonesIn } from './ical-zones';
import { type Meter, TooMuchWork } from './starts';
import { localText, wallMs } from './zone';

const MOST_EVENTS = 2_000;
/** Dates by RDATE and EXDATE of the whole file. */
const MOST_DATES = 5_000;

type Source = { zone: string; named: ZoneNamed; meter: Meter };

/**
 * The events of an iCalendar file (RFC 5545), as holidays are published: whole days are whole days of `zone`; what names
 * its own zone, or UTC, keeps it and recurs in it. Cancelled events are left out. Refused with the event and the reason
 * where one cannot be read. `count` is of events in the file. `now` (epoch ms) only tells zones apart that the file defines.
 */
export function readIcal(
  text: string,
  zone: string,
  now = Date.now(),
): { events: CalendarEvent[]; count: number } | { problems: FieldProblem[] } {
  const wrong = (message: string) => ({ problems: [{ path: 'ical', message }] });
  let root: Component;
  try {
    root = new ICAL.Component(ICAL.parse(text));
  } catch (error) {
    return wrong(`is no iCalendar file: ${error instanceof Error ? error.message : String(error)}`);
  }
  const components = root.name === 'vcalendar' ? root.getAllSubcomponents('vevent') : [];
  if (components.length === 0) return wrong('holds no event (VEVENT)');
  if (components.length > MOST_EVENTS) return wrong(`holds more than ${MOST_EVENTS} events`);
  const dates = components.flatMap((one) => [...one.getAllProperties('rdate'), ...one.getAllProperties('exdate')]);
  if (dates.reduce((sum, property) => sum + property.toJSON().length - 3, 0) > MOST_DATES)
    return wrong(`holds more than ${MOST_DATES} dates by RDATE and EXDATE`);
  const meter = newMeter();
  const source: Source = { zone, meter, named: zonesIn(root, zone, now, meter) };
  const problems: FieldProblem[] = [];
  const series: Series[] = [];
  const moved = new Map<string, Time[]>();
  for (const component of components) {
    try {
      const instance = component.getFirstProperty('recurrence-id');
      if (instance) {
        if (instance.getFirstParameter('range')) throw new Error('moves all that follow (RANGE), which is not read');
        const uid = uidOf(component);
        moved.set(uid, [...(moved.get(uid) ?? []), timeIn(instance, zone, source.named)]);
      }
      if (component.getFirstPropertyValue('status') !== 'CANCELLED') series.push(seriesOf(component, source));
    } catch (error) {
      if (error instanceof TooMuchWork) return wrong(error.message);
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ path: 'ical', message: `${nameOf(component)}: ${message}` });
      if (problems.length === 20) break;
    }
  }
  if (problems.length > 0) return { problems };
  const events = series.flatMap((one) => eventsOf(one, one.instance ? [] : (moved.get(one.uid) ?? [])));
  return { events, count: series.length };
}

const nameOf = (component: Component): string =>
  `event "${String(component.getFirstPropertyValue('summary') ?? component.getFirstPropertyValue('uid') ?? '?')}"`;
const uidOf = (component: Component): string => String(component.getFirstPropertyValue('uid') ?? '');

/** An event of the file with what else belongs to it: dates by RDATE, each an event of its own once the rule is left out. */
type Series = { uid: string; instance: boolean; event: CalendarEvent; once: CalendarEvent[]; except: string[] };

function seriesOf(component: Component, { zone, named, meter }: Source): Series {
  const property = component.getFirstProperty('dtstart');
  if (!property) throw new Error('has no DTSTART');
  const start = timeIn(property, zone, named);
  const local = onWall(start, start.zone);
  const end = endOf(component, start, local, { zone, named });
  if (Temporal.PlainDateTime.compare(end, local) <= 0) throw new Error('ends before it starts');
  const rules = component.getAllProperties('rrule');
  if (rules.length > 1 || component.hasProperty('exrule')) throw new Error('has more than one rule (RRULE or EXRULE)');
  const title = component.getFirstPropertyValue('summary');
  const event: CalendarEvent = {
    start: localText(local),
    end: localText(end),
    zone: start.zone,
    ...(typeof title === 'string' && title !== '' ? { title: title.slice(0, 200) } : {}),
  };
  const except = component
    .getAllProperties('exdate')
    .flatMap((one) => timesOf(one, zone, named))
    .map((one) => exceptionText('end' in one ? one.start : one, start.zone));
  const more = component.getAllProperties('rdate').flatMap((one) => timesOf(one, zone, named));
  const once = more.map((one) => onceMore(event, local.until(end, { largestUnit: 'day' }), one));
  const [rule] = rules;
  const recurring = rule ? withRule(event, ruleText(rule), meter) : [event];
  const [main = event, ...first] = recurring;
  return {
    uid: uidOf(component),
    instance: component.hasProperty('recurrence-id'),
    event: main,
    once: [...first, ...once],
    except,
  };
}

/** A first time that its own rule does not hold happens all the same (RFC 5545, 3.8.5.3), and counts. */
function withRule(event: CalendarEvent, rrule: string, meter: Meter): CalendarEvent[] {
  const [problem] = ruleProblems(event, rrule, meter);
  if (problem) throw new Error(problem.message);
  if (firstOf(event, rrule, meter) === wallMs(event.start)) return [{ ...event, rrule }];
  const count = /(?:^|;)COUNT=(\d+)/.exec(rrule)?.[1];
  if (count === '1') return [event];
  const rest = count === undefined ? rrule : rrule.replace(/COUNT=\d+/, `COUNT=${Number(count) - 1}`);
  return [{ ...event, rrule: rest }, event];
}

function endOf(
  component: Component,
  start: Time,
  local: Temporal.PlainDateTime,
  { zone, named }: Pick<Source, 'zone' | 'named'>,
): Temporal.PlainDateTime {
  const property = component.getFirstProperty('dtend');
  if (property) return onWall(timeIn(property, zone, named), start.zone);
  const duration = component.getFirstPropertyValue('duration');
  if (duration) return local.add(Temporal.Duration.from(String(duration)));
  if (start.wholeDay) return local.add({ days: 1 });
  throw new Error('has neither DTEND nor DURATION');
}

/** The event on another date: as long as it is, or for the period that is named; a date alone has the event's own time. */
function onceMore(event: CalendarEvent, length: Temporal.Duration, time: Time | Period): CalendarEvent {
  if (!('start' in time)) {
    const day = onWall(time, event.zone);
    const start = time.wholeDay ? day.withPlainTime(event.start.slice(11)) : day;
    return { ...event, start: localText(start), end: localText(start.add(length)) };
  }
  const start = onWall(time.start, event.zone);
  const end = time.end instanceof Temporal.Duration ? start.add(time.end) : onWall(time.end, event.zone);
  if (Temporal.PlainDateTime.compare(end, start) <= 0)
    throw new Error('has a period (RDATE) that ends before it starts');
  return { ...event, start: localText(start), end: localText(end) };
}

/** What stands: without what is left out (EXDATE) and what was moved or cancelled (RECURRENCE-ID), rule and dates alike. */
function eventsOf({ event, once, except }: Series, moved: readonly Time[]): CalendarEvent[] {
  const out = [...except, ...moved.map((one) => exceptionText(one, event.zone))];
  if (out.length === 0) return [event, ...once];
  const left = new Set(out);
  const singles = event.rrule === undefined ? [event, ...once] : once;
  return [
    ...(event.rrule === undefined ? [] : [{ ...event, except: out }]),
    ...singles.filter(({ start }) => !left.has(start) && !left.has(start.slice(0, 10))),
  ];
}
