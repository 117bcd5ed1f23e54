import { Temporal } from 'temporal-polyfill';
import { type Component, ruleText, type ZoneNamed } from './ical-values';
import { DAY_MS, readRule } from './rule';
import { type Meter, startsOf } from './starts';
import { isZone, wallMs } from './zone';

const MOST_OWN = 10;
/** Rules of yesterday are not compared, and of tomorrow only what can be told apart: first and last Sundays. */
const COMPARED_DAYS = 730;
const HALF_DAY_MS = DAY_MS / 2;

/** Zones that offsets alone do not tell apart: the one that most people mean comes first. */
const WELL_KNOWN = [
  ...['UTC', 'Europe/Berlin', 'Europe/London', 'Europe/Athens', 'Europe/Moscow', 'Europe/Istanbul'],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Phoenix'],
  ...['America/Anchorage', 'Pacific/Honolulu', 'America/Sao_Paulo', 'America/Bogota', 'America/Mexico_City'],
  ...['Asia/Kolkata', 'Asia/Dubai', 'Asia/Bangkok', 'Asia/Singapore', 'Asia/Tokyo', 'Asia/Karachi'],
  ...['Australia/Brisbane', 'Australia/Sydney', 'Pacific/Auckland', 'Africa/Johannesburg', 'Africa/Lagos'],
];

/**
 * The time zones of a file. Outlook and others use names of their own ("W. Europe Standard Time") and define them in a
 * VTIMEZONE: that is taken for the IANA zone it names (X-LIC-LOCATION, TZURL), or whose clock shows the same on every day
 * of the two years from `now` on. `preferred` is taken before others that do.
 */
export function zonesIn(root: Component, preferred: string, now: number, meter: Meter): ZoneNamed {
  const known = new Map<string, string | null>();
  let compared = 0;
  const defined = new Map(root.getAllSubcomponents('vtimezone').map((one) => [textOf(one, 'tzid'), one]));
  return (tzid) => {
    if (!known.has(tzid)) {
      if (known.size >= 100) throw new Error('the file names more than 100 time zones');
      known.set(tzid, resolved(tzid, defined.get(tzid)));
    }
    const zone = known.get(tzid) ?? null;
    if (zone !== null) return zone;
    throw new Error(
      defined.has(tzid)
        ? `names the time zone "${tzid}", whose VTIMEZONE is like no zone that is known`
        : `names the unknown time zone "${tzid}", and the file has no VTIMEZONE of it`,
    );
  };

  function resolved(tzid: string, definition: Component | undefined): string | null {
    const named = [tzid, ...(definition ? [textOf(definition, 'x-lic-location'), textOf(definition, 'tzurl')] : [])];
    for (const name of named) {
      const zone = zoneAtEnd(name);
      if (zone !== null) return zone;
    }
    if (!definition) return null;
    compared += 1;
    if (compared > MOST_OWN)
      throw new Error(`is of the eleventh time zone that only the file knows; at most ${MOST_OWN}`);
    const clock = clockOf(definition, Math.floor(now / DAY_MS), meter);
    return clock && alike(clock, preferred);
  }
}

const textOf = (component: Component, name: string): string => String(component.getFirstPropertyValue(name) ?? '');

/** `Europe/Berlin`, also at the end of a path such as `/citadel.org/20210210_1/Europe/Berlin`. */
function zoneAtEnd(name: string): string | null {
  const parts = name.replace(/\.ics$/i, '').split('/');
  if (parts.length === 1) return isZone(name) ? name : null;
  for (const n of [3, 2]) {
    const zone = parts.slice(-n).join('/');
    if (parts.length >= n && isZone(zone)) return zone;
  }
  return null;
}

/** Offsets (ms) that a definition gives at noon, by its own clock, of each day from `firstDay` on; null where it gives none. */
type Clock = { firstDay: number; offsets: number[] };

function clockOf(definition: Component, firstDay: number, meter: Meter): Clock | null {
  const from = firstDay * DAY_MS;
  const to = from + COMPARED_DAYS * DAY_MS;
  const changes: { at: number; offset: number }[] = [];
  for (const part of [...definition.getAllSubcomponents('standard'), ...definition.getAllSubcomponents('daylight')]) {
    const first = wallMs(String(part.getFirstProperty('dtstart')?.toJSON()[3] ?? ''));
    const before = offsetMs(textOf(part, 'tzoffsetfrom'));
    const offset = offsetMs(textOf(part, 'tzoffsetto'));
    if (Number.isNaN(first) || Number.isNaN(offset)) return null;
    const rule = part.getFirstProperty('rrule');
    const ats: number[] = [];
    if (rule) {
      const read = readRule(ruleText(rule), first, (iso) => Date.parse(iso) + (before || 0));
      if (read.problems.length > 0 || read.rule.frequency !== 'YEARLY') return null;
      ats.push(...startsOf(read.rule, first, from - COMPARED_DAYS * DAY_MS, to, meter));
    } else ats.push(first);
    for (const more of part.getAllProperties('rdate')) {
      const [, , , ...values] = more.toJSON() as [string, unknown, string, ...unknown[]];
      ats.push(...values.map((value) => wallMs(String(value))));
    }
    changes.push(...ats.filter((at) => at <= to).map((at) => ({ at, offset })));
  }
  changes.sort((a, b) => a.at - b.at);
  const offsets: number[] = [];
  let next = 0;
  for (let day = 0; day < COMPARED_DAYS; day += 1) {
    while ((changes[next]?.at ?? Number.POSITIVE_INFINITY) <= from + day * DAY_MS + HALF_DAY_MS) next += 1;
    const offset = changes[next - 1]?.offset;
    if (offset === undefined) return null;
    offsets.push(offset);
  }
  return { firstDay, offsets };
}

function offsetMs(text: string): number {
  const [, sign, h, m, s] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(text) ?? [];
  const size = ((Number(h) * 60 + Number(m)) * 60 + Number(s ?? 0)) * 1000;
  return sign === '-' ? -size : size;
}

function alike({ firstDay, offsets }: Clock, preferred: string): string | null {
  const agrees = (zone: string, day: number): boolean => {
    const offset = offsets[day] ?? 0;
    const noon = Temporal.Instant.fromEpochMilliseconds((firstDay + day) * DAY_MS + HALF_DAY_MS - offset);
    return noon.toZonedDateTimeISO(zone).offsetNanoseconds === offset * 1_000_000;
  };
  // Some days tell most of them apart; all days the rest.
  const days = offsets.map((_, day) => day);
  const few = days.filter((day) => day % 28 === 0);
  const zones = [preferred, ...WELL_KNOWN, ...Intl.supportedValuesOf('timeZone')];
  return zones.find((zone) => few.every((day) => agrees(zone, day)) && days.every((day) => agrees(zone, day))) ?? null;
}
