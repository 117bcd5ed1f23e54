import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf } from './check';
import type { CalendarEvent } from './event';
import { windowsFrom, windowsOf } from './windows';

const at = (iso: string): number => Date.parse(iso);
const occurrencesOf = (...span: Parameters<typeof windowsFrom>) => [...windowsFrom(...span)];
const iso = (windows: { start: number; end: number }[]) =>
  windows.map(({ start, end }) => `${new Date(start).toISOString()} → ${new Date(end).toISOString()}`);
const frozen = (events: CalendarEvent[], when: string): boolean => {
  const now = at(when);
  return windowsOf(events, now - 1, now + 1).some(({ start, end }) => start <= now && now < end);
};
const event = (raw: Partial<Parameters<typeof eventOf>[0]> = {}): CalendarEvent => {
  const read = eventOf({ start: '2026-11-20T23:00:00', end: '2026-11-23T07:00:00', timezone: 'UTC', ...raw });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.event;
};

describe('Friday 23:00 to Monday 07:00 (slo.md)', () => {
  it.each([
    ['2026-11-20T22:59:59.999Z', false],
    ['2026-11-20T23:00:00Z', true],
    ['2026-11-23T06:59:59.999Z', true],
    ['2026-11-23T07:00:00Z', false],
    ['2026-12-04T23:00:00Z', true],
    ['2027-06-07T06:59:00Z', true],
    ['2027-06-08T12:00:00Z', false],
  ])('%s frozen: %s', (when, is) => {
    expect(frozen([event({ recurrence: 'FREQ=WEEKLY;BYDAY=FR' })], when)).toBe(is);
    if (when < '2026-12') expect(frozen([event()], when)).toBe(is);
  });
});

describe('daylight saving', () => {
  const weekend = (start: string, end: string, timezone: string) =>
    event({ start, end, timezone, recurrence: 'FREQ=WEEKLY' });
  it.each([
    // Berlin springs forward on 29 Mar 2026 02:00 and falls back on 25 Oct 2026 03:00.
    [
      'the hours of spring are 55',
      weekend('2026-03-20T23:00', '2026-03-23T07:00', 'Europe/Berlin'),
      '2026-03-27T00:00Z',
      '2026-03-30T23:00Z',
      ['2026-03-27T22:00:00.000Z → 2026-03-30T05:00:00.000Z'],
    ],
    [
      'the hours of autumn are 57',
      weekend('2026-10-16T23:00', '2026-10-19T07:00', 'Europe/Berlin'),
      '2026-10-23T00:00Z',
      '2026-10-27T00:00Z',
      ['2026-10-23T21:00:00.000Z → 2026-10-26T06:00:00.000Z'],
    ],
    [
      'a start in the gap is the earlier one',
      event({ start: '2026-03-29T02:30', end: '2026-03-29T05:00', timezone: 'Europe/Berlin' }),
      '2026-03-28T00:00Z',
      '2026-03-30T00:00Z',
      ['2026-03-29T00:30:00.000Z → 2026-03-29T03:00:00.000Z'],
    ],
    [
      'an end in the gap is the later one',
      event({ start: '2026-03-28T22:00', end: '2026-03-29T02:30', timezone: 'Europe/Berlin' }),
      '2026-03-28T00:00Z',
      '2026-03-30T00:00Z',
      ['2026-03-28T21:00:00.000Z → 2026-03-29T01:30:00.000Z'],
    ],
    [
      'a start that comes twice is the first',
      event({ start: '2026-10-25T02:30', end: '2026-10-25T06:00', timezone: 'Europe/Berlin' }),
      '2026-10-24T00:00Z',
      '2026-10-26T00:00Z',
      ['2026-10-25T00:30:00.000Z → 2026-10-25T05:00:00.000Z'],
    ],
    [
      'an end that comes twice is the second',
      event({ start: '2026-10-24T22:00', end: '2026-10-25T02:30', timezone: 'Europe/Berlin' }),
      '2026-10-24T00:00Z',
      '2026-10-26T00:00Z',
      ['2026-10-24T20:00:00.000Z → 2026-10-25T01:30:00.000Z'],
    ],
    [
      'New York, second Sunday of March',
      weekend('2026-02-27T18:00', '2026-03-02T09:00', 'America/New_York'),
      '2026-03-06T12:00Z',
      '2026-03-10T00:00Z',
      ['2026-03-06T23:00:00.000Z → 2026-03-09T13:00:00.000Z'],
    ],
    [
      'Lord Howe moves by half an hour',
      weekend('2026-03-27T18:00', '2026-03-30T09:00', 'Australia/Lord_Howe'),
      '2026-04-02T00:00Z',
      '2026-04-08T00:00Z',
      ['2026-04-03T07:00:00.000Z → 2026-04-05T22:30:00.000Z'],
    ],
  ])('%s', (_, one, from, to, expected) => {
    expect(iso(windowsOf([one], at(from), at(to)))).toEqual(expected);
  });

  it('every window of a year begins and ends at its wall-clock time', () => {
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    const found = occurrencesOf(
      weekend('2026-01-02T23:00', '2026-01-05T07:00', 'Europe/Berlin'),
      at('2026-01-01T00:00Z'),
      at('2027-01-01T00:00Z'),
    );
    expect(found.length).toBeGreaterThan(50);
    for (const { start, end } of found) {
      expect(local.format(start)).toBe('Fri 23:00');
      expect(local.format(end)).toBe('Mon 07:00');
    }
  });
});

describe('rules', () => {
  it.each([
    [
      'quarter ends',
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-2',
      '2026-12-30T00:00',
      '2027-01-02T00:00',
      ['2026-12-30', '2027-03-30', '2027-06-29'],
    ],
    [
      'the last Friday',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2026-11-27T18:00',
      '2026-11-28T00:00',
      ['2026-11-27', '2026-12-25', '2027-01-29'],
    ],
    [
      'until, an instant',
      'FREQ=DAILY;UNTIL=20261203T220000Z',
      '2026-12-01T23:00',
      '2026-12-02T01:00',
      ['2026-12-01', '2026-12-02', '2026-12-03'],
    ],
    ['counted', 'RRULE:FREQ=DAILY;COUNT=2', '2026-12-01T23:00', '2026-12-02T01:00', ['2026-12-01', '2026-12-02']],
  ])('%s', (_, recurrence, start, end, days) => {
    const one = event({ start, end, recurrence, timezone: 'Europe/Berlin' });
    const found = occurrencesOf(one, at('2026-11-01T00:00Z'), at('2027-07-20T00:00Z'));
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' });
    expect([...new Set(found.map((w) => day.format(w.start)))].slice(0, 3)).toEqual(days);
  });

  it('leaves out exceptions, and joins what touches', () => {
    const daily = event({
      start: '2026-12-01T00:00',
      end: '2026-12-02T00:00',
      recurrence: 'FREQ=DAILY',
      except: ['2026-12-03'],
    });
    expect(iso(windowsOf([daily], at('2026-12-01T00:00Z'), at('2026-12-05T00:00Z')))).toEqual([
      '2026-12-01T00:00:00.000Z → 2026-12-03T00:00:00.000Z',
      '2026-12-04T00:00:00.000Z → 2026-12-05T00:00:00.000Z',
    ]);
  });

  it('a window that is long under way is found', () => {
    const long = event({ start: '2025-12-01T00:00', end: '2026-03-01T00:00', recurrence: 'FREQ=YEARLY' });
    expect(frozen([long], '2027-02-28T23:59Z')).toBe(true);
    expect(frozen([long], '2027-03-01T00:00Z')).toBe(false);
  });

  it('answers the same whatever span is asked', () => {
    const one = event({
      recurrence: 'FREQ=WEEKLY;BYDAY=FR',
      timezone: 'Europe/Berlin',
      start: '2026-01-02T23:00',
      end: '2026-01-05T07:00',
    });
    const year = windowsOf([one], at('2026-01-01T00:00Z'), at('2027-06-01T00:00Z'));
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 480 * 24 }), (hours) => {
        const now = at('2026-01-01T00:00Z') + hours * 3_600_000;
        const here = windowsOf([one], now, now + 1).some(({ start, end }) => start <= now && now < end);
        expect(here).toBe(year.some(({ start, end }) => start <= now && now < end));
      }),
      { numRuns: 60 },
    );
  });
});

describe('refused, with the field and the reason', () => {
  it.each([
    [{ timezone: 'Europe/Berln' }, 'timezone', /no time zone/],
    [{ timezone: '+02:00' }, 'timezone', /no time zone/],
    [{ end: '2026-11-20T23:00:00' }, 'end', /after the start/],
    [{ end: '2026-11-19T00:00:00' }, 'end', /after the start/],
    [{ start: '2026-11-31T00:00:00' }, 'start', /no time/],
    [{ recurrence: 'every friday' }, 'recurrence', /RFC 5545/],
    [{ recurrence: 'FREQ=HOURLY' }, 'recurrence', /DAILY/],
    [{ recurrence: 'FREQ=DAILY' }, 'recurrence', /overlap/],
    [{ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'recurrence', /never happens/],
    [{ recurrence: 'FREQ=WEEKLY', except: ['2026-11-21'] }, 'except.0', /no window starts/],
    [{ end: '2026-02-30T00:00:00' }, 'end', /no time/],
    [{ recurrence: 'FREQ=WEEKLY', except: ['2026-11-27', '2026-02-30T10:00'] }, 'except.1', /no date/],
    [{ recurrence: 'FREQ=WEEKLY', except: ['2026-13-45'] }, 'except.0', /no date/],
    [{ recurrence: 'FREQ=WEEKLY;FOO=BAR' }, 'recurrence', /FOO is no part/],
    [{ recurrence: 'FREQ=WEEKLY;COUNT=2;UNTIL=20270101' }, 'recurrence', /COUNT and UNTIL/],
    [{ recurrence: 'FREQ=WEEKLY;UNTIL=20200101' }, 'recurrence', /before its start/],
    [{ recurrence: 'FREQ=WEEKLY;BYDAY=SU' }, 'start', /Friday 2026-11-20 23:00 is not in.* Sunday 2026-11-22 23:00/],
  ])('%j', (raw, path, message) => {
    const read = eventOf({ start: '2026-11-20T23:00:00', end: '2026-11-23T07:00:00', timezone: 'UTC', ...raw });
    expect(read).toEqual({ problems: [{ path, message: expect.stringMatching(message) }] });
  });

  it.each([
    ['FREQ=WEEKLY;COUNT=2', '2026-11-30T07:00:00Z'],
    ['FREQ=WEEKLY;UNTIL=20261204T000000Z', '2026-11-30T07:00:00Z'],
    ['FREQ=YEARLY;COUNT=1', '2026-11-23T07:00:00Z'],
  ])('%s is over when its last window is, at %s', (recurrence, ends) => {
    const raw = { start: '2026-11-20T23:00:00', end: '2026-11-23T07:00:00', timezone: 'UTC', recurrence };
    expect(eventOf(raw, at(ends) - 1)).toMatchObject({ event: { rrule: recurrence } });
    expect(eventOf(raw, at(ends))).toEqual({
      problems: [{ path: 'recurrence', message: expect.stringMatching(/is over/) }],
    });
  });

  it('windows as long as what lies between them touch, on days when the clocks change too', () => {
    const daily = { start: '2026-10-20T02:30', end: '2026-10-21T02:30', timezone: 'Europe/Berlin' };
    expect(iso(windowsOf([event({ ...daily, recurrence: 'FREQ=DAILY' })], at('2026-10-24'), at('2026-10-27')))).toEqual(
      [expect.stringMatching(/^2026-10-2/)],
    );
  });

  it('overlap is seen wherever the gap is too short, and nowhere else', () => {
    const gaps = [
      ['FREQ=DAILY;INTERVAL=3', 72],
      ['FREQ=WEEKLY;BYDAY=FR,SU', 48],
      ['FREQ=WEEKLY;INTERVAL=2', 336],
      ['FREQ=MONTHLY', 28 * 24],
      ['FREQ=MONTHLY;BYDAY=3FR', 28 * 24],
      ['FREQ=MONTHLY;BYMONTHDAY=20,22', 48],
      ['FREQ=YEARLY', 365 * 24],
      ['FREQ=YEARLY;BYMONTH=11;BYDAY=3FR', 364 * 24],
      ['FREQ=DAILY;BYHOUR=9,23', 10],
    ] as const;
    for (const [recurrence, hours] of gaps)
      for (const more of [0, 1]) {
        const end = new Date(at('2026-11-20T23:00:00Z') + (hours + more) * 3_600_000).toISOString().slice(0, 19);
        const read = eventOf({ start: '2026-11-20T23:00:00', end, timezone: 'UTC', recurrence });
        const expected = more === 0 ? { event: { rrule: recurrence } } : { problems: [{ path: 'recurrence' }] };
        expect(read, `${recurrence} ${hours + more} h`).toMatchObject(expected);
      }
  });
});
