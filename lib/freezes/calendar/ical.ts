import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { type FieldProblem, ruleProblems } from './check';
import type { CalendarEvent } from './event';
import { isZone, localText, wallClock } from './zone';

const MOST_EVENTS = 2_000;

/**
 * The events of an iCalendar file (RFC 5545), as holidays are published: whole days are whole days of `zone`; what names
 * its own zone keeps it. Cancelled events are left out. Refused with the event and the reason where one cannot be read.
 */
export function readIcal(text: string, zone: string): { events: CalendarEvent[] } | { problems: FieldProblem[] } {
  const wrong = (message: string) => ({ problems: [{ path: 'ical', message }] });
  let root: InstanceType<typeof ICAL.Component>;
  try {
    root = new ICAL.Component(ICAL.parse(text));
  } catch (error) {
    return wrong(`is no iCalendar file: ${error instanceof Error ? error.message : String(error)}`);
  }
  const components = root.name === 'vcalendar' ? root.getAllSubcomponents('vevent') : [];
  if (components.length === 0) return wrong('holds no event (VEVENT)');
  if (components.length > MOST_EVENTS) return wrong(`holds more than ${MOST_EVENTS} events`);
  const problems: FieldProblem[] = [];
  const events: CalendarEvent[] = [];
  for (const component of components) {
    if (component.getFirstPropertyValue('status') === 'CANCELLED') continue;
    try {
      const event = eventFrom(component, zone);
      const bad = event.rrule === undefined ? [] : ruleProblems(event, event.rrule);
      if (bad.length > 0)
        problems.push(...bad.map(({ message }) => ({ path: 'ical', message: `${nameOf(component)}: ${message}` })));
      else events.push(event);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ path: 'ical', message: `${nameOf(component)}: ${message}` });
    }
  }
  return problems.length > 0 ? { problems: problems.slice(0, 20) } : { events: withMoved(events, components, zone) };
}

type Component = InstanceType<typeof ICAL.Component>;

const nameOf = (component: Component): string =>
  `event "${String(component.getFirstPropertyValue('summary') ?? component.getFirstPropertyValue('uid') ?? '?')}"`;

function eventFrom(component: Component, zone: string): CalendarEvent {
  const start = timeOf(component, 'dtstart', zone);
  if (!start) throw new Error('has no DTSTART');
  const end = endOf(component, start, zone);
  if (Temporal.PlainDateTime.compare(end, start.local) <= 0) throw new Error('ends before it starts');
  const rule = component.getFirstPropertyValue('rrule');
  const except = component
    .getAllProperties('exdate')
    .flatMap((property) =>
      property.getValues().map((value) => localOf(value as Value, zoneOf(property, zone), start.zone)),
    );
  const title = component.getFirstPropertyValue('summary');
  return {
    start: localText(start.local),
    end: localText(end),
    zone: start.zone,
    ...(rule ? { rrule: String(rule) } : {}),
    ...(except.length > 0 ? { except } : {}),
    ...(typeof title === 'string' && title !== '' ? { title: title.slice(0, 200) } : {}),
  };
}

type Value = InstanceType<typeof ICAL.Time>;
type Property = InstanceType<typeof ICAL.Property>;
type LocalTime = { local: Temporal.PlainDateTime; zone: string; wholeDay: boolean };

function timeOf(component: Component, name: string, zone: string): LocalTime | null {
  const property = component.getFirstProperty(name);
  if (!property) return null;
  const value = property.getFirstValue() as Value;
  const own = zoneOf(property, zone);
  return { local: Temporal.PlainDateTime.from(localOf(value, own, own)), zone: own, wholeDay: value.isDate };
}

function endOf(component: Component, start: LocalTime, zone: string): Temporal.PlainDateTime {
  const property = component.getFirstProperty('dtend');
  if (property) {
    const value = property.getFirstValue() as Value;
    return Temporal.PlainDateTime.from(localOf(value, zoneOf(property, zone), start.zone));
  }
  const duration = component.getFirstPropertyValue('duration');
  if (duration) return start.local.add({ seconds: (duration as InstanceType<typeof ICAL.Duration>).toSeconds() });
  if (start.wholeDay) return start.local.add({ days: 1 });
  throw new Error('has neither DTEND nor DURATION');
}

function zoneOf(property: Property, zone: string): string {
  const named = property.getFirstParameter('tzid');
  if (named === undefined || named === null) return zone;
  const name = String(named);
  if (!isZone(name)) throw new Error(`names the unknown time zone "${name}"`);
  return name;
}

/** A value on the wall clock of `target`: UTC times and those of another zone are moved there. */
function localOf(value: Value, own: string, target: string): string {
  const text = value.isDate ? `${value.toString()}T00:00:00` : value.toString();
  if (text.endsWith('Z') || value.zone === ICAL.Timezone.utcTimezone) {
    return localText(wallClock(text.endsWith('Z') ? text : `${text}Z`, target));
  }
  const local = Temporal.PlainDateTime.from(text);
  return localText(own === target ? local : local.toZonedDateTime(own).withTimeZone(target).toPlainDateTime());
}

/** An occurrence that was moved (RECURRENCE-ID) replaces the one of its series. */
function withMoved(events: CalendarEvent[], components: Component[], zone: string): CalendarEvent[] {
  const kept = components.filter((component) => component.getFirstPropertyValue('status') !== 'CANCELLED');
  const uid = (component: Component | undefined) => component?.getFirstPropertyValue('uid');
  const moved = components.flatMap((component) => {
    const at = timeOf(component, 'recurrence-id', zone);
    return at ? [{ uid: uid(component), at: localText(at.local) }] : [];
  });
  if (moved.length === 0) return events;
  return events.map((event, i) => {
    const mine = event.rrule === undefined ? [] : moved.filter((one) => one.uid === uid(kept[i])).map(({ at }) => at);
    return mine.length === 0 ? event : { ...event, except: [...(event.except ?? []), ...mine] };
  });
}
