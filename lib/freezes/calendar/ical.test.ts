import { describe, expect, it } from 'vitest';
import { readIcal } from './ical';
import { windowsOf } from './windows';

const file = (...events: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('\n'), 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

const read = (text: string, from: string, to: string, zone = 'Europe/Berlin') => {
  const got = readIcal(text, zone);
  if ('problems' in got) throw new Error(JSON.stringify(got.problems));
  return windowsOf(got.events, Date.parse(from), Date.parse(to)).map(
    ({ start, end, title }) => `${new Date(start).toISOString()} ${new Date(end).toISOString()} ${title ?? ''}`,
  );
};

const short = (lines: string[]): string[] => lines.map((line) => line.replaceAll(':00.000Z', '').trim());

describe('holidays from iCalendar', () => {
  it('reads whole days, their rules, exceptions and own zones', () => {
    const text = file(
      'UID:1\nDTSTART;VALUE=DATE:20251225\nDTEND;VALUE=DATE:20251227\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas',
      'UID:2\nDTSTART;VALUE=DATE:20261003\nSUMMARY:Unity',
      'UID:3\nDTSTART;TZID=America/New_York:20261126T090000\nDURATION:PT8H\nSUMMARY:Thanksgiving',
      'UID:4\nDTSTART:20261231T230000Z\nDTEND:20270101T230000Z\nSUMMARY:New Year',
      'UID:5\nDTSTART;VALUE=DATE:20261101\nSUMMARY:Not this one\nSTATUS:CANCELLED',
    );
    expect(read(text, '2026-09-01T00:00Z', '2027-02-01T00:00Z')).toEqual([
      '2026-10-02T22:00:00.000Z 2026-10-03T22:00:00.000Z Unity',
      '2026-11-26T14:00:00.000Z 2026-11-26T22:00:00.000Z Thanksgiving',
      '2026-12-24T23:00:00.000Z 2026-12-26T23:00:00.000Z Christmas',
      '2026-12-31T23:00:00.000Z 2027-01-01T23:00:00.000Z New Year',
    ]);
  });

  it('an occurrence that was left out or moved does not happen where it was', () => {
    const text = file(
      'UID:a\nDTSTART;TZID=Europe/Berlin:20261106T180000\nDTEND;TZID=Europe/Berlin:20261106T200000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261113T180000',
      'UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20261120T180000\nDTSTART;TZID=Europe/Berlin:20261121T180000\nDTEND;TZID=Europe/Berlin:20261121T200000',
    );
    expect(read(text, '2026-11-01T00:00Z', '2026-12-31T00:00Z').map((line) => line.slice(0, 16))).toEqual([
      '2026-11-06T17:00',
      '2026-11-21T17:00',
      '2026-11-27T17:00',
    ]);
  });

  it('overlapping holidays are one window with both names', () => {
    const text = file(
      'UID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Company break',
      'UID:2\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas Day',
    );
    expect(read(text, '2026-12-01T00:00Z', '2026-12-31T00:00Z', 'UTC')).toEqual([
      '2026-12-24T00:00:00.000Z 2026-12-27T00:00:00.000Z Company break, Christmas Day',
    ]);
  });

  it.each([
    [
      'dates',
      'VALUE=DATE:20261231,20270101',
      ['2026-12-24T23:00 2026-12-25T23:00', '2026-12-30T23:00 2027-01-01T23:00'],
    ],
    [
      'periods',
      'VALUE=PERIOD:20261231T100000Z/PT2H',
      ['2026-12-24T23:00 2026-12-25T23:00', '2026-12-31T10:00 2026-12-31T12:00'],
    ],
  ])('stands on every other date that is named (RDATE): %s', (_, rdate, expected) => {
    const text = file(`UID:1\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226\nRDATE;${rdate}`);
    expect(short(read(text, '2026-12-01T00:00Z', '2027-02-01T00:00Z'))).toEqual(expected);
  });

  it('other dates have their own zone, the length of the event, and are left out or moved like the rest', () => {
    const text = file(
      [
        'UID:1\nDTSTART;TZID=Europe/Berlin:20261201T100000\nDURATION:PT1H',
        'RDATE;TZID=America/New_York:20261202T100000\nRDATE:20261203T100000Z,20261204T100000Z,20261205T100000Z',
        'EXDATE:20261204T100000Z',
      ].join('\n'),
      'UID:1\nRECURRENCE-ID:20261205T100000Z\nDTSTART:20261206T100000Z\nDURATION:PT1H',
      'UID:1\nRECURRENCE-ID:20261201T090000Z\nDTSTART:20261207T100000Z\nDURATION:PT1H\nSTATUS:CANCELLED',
    );
    expect(short(read(text, '2026-11-01T00:00Z', '2027-02-01T00:00Z', 'Asia/Tokyo'))).toEqual([
      '2026-12-02T15:00 2026-12-02T16:00',
      '2026-12-03T10:00 2026-12-03T11:00',
      '2026-12-06T10:00 2026-12-06T11:00',
    ]);
  });

  it('what begins in UTC recurs in UTC, whatever the zone of the freeze', () => {
    const text = file('UID:1\nDTSTART:20260316T120000Z\nDTEND:20260316T130000Z\nRRULE:FREQ=WEEKLY;COUNT=4');
    expect(read(text, '2026-03-01T00:00Z', '2026-05-01T00:00Z').map((line) => line.slice(5, 16))).toEqual([
      '03-16T12:00',
      '03-23T12:00',
      '03-30T12:00',
      '04-06T12:00',
    ]);
  });

  it.each([
    ['TZID=Europe/Berlin:20261202T100000'],
    ['TZID=America/New_York:20261202T040000'],
    ['VALUE=DATE:20261202'],
    [':20261202T090000Z'],
  ])('an occurrence is moved or cancelled by any name of its moment: RECURRENCE-ID %s', (id) => {
    const series =
      'UID:1\nDTSTART;TZID=Europe/Berlin:20261201T100000\nDTEND;TZID=Europe/Berlin:20261201T110000\nRRULE:FREQ=DAILY;COUNT=3';
    const name = `RECURRENCE-ID${id.startsWith(':') ? '' : ';'}${id}`;
    const moved = `UID:1\n${name}\nDTSTART;TZID=Europe/Berlin:20261202T150000\nDTEND;TZID=Europe/Berlin:20261202T160000`;
    const starts = (...events: string[]) =>
      read(file(...events), '2026-11-01T00:00Z', '2027-01-01T00:00Z', 'UTC').map((line) => line.slice(8, 16));
    expect(starts(series, moved)).toEqual(['01T09:00', '02T14:00', '03T09:00']);
    expect(starts(series, `${moved}\nSTATUS:CANCELLED`)).toEqual(['01T09:00', '03T09:00']);
    expect(starts(moved, series)).toEqual(['01T09:00', '02T14:00', '03T09:00']);
    expect(starts(series, moved.replace('UID:1', 'UID:2'))).toEqual(['01T09:00', '02T09:00', '02T14:00', '03T09:00']);
  });

  it('a first time that is not in its own rule happens, and counts', () => {
    const text = file('UID:1\nDTSTART;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2');
    expect(read(text, '2026-11-01T00:00Z', '2027-01-01T00:00Z', 'UTC').map((line) => line.slice(0, 10))).toEqual([
      '2026-11-26',
      '2026-12-01',
    ]);
  });

  it('an exception that meets nothing is none: calendars keep those of what was cut off', () => {
    const text = file('UID:1\nDTSTART;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY;COUNT=1\nEXDATE;VALUE=DATE:20261203');
    expect(read(text, '2026-11-01T00:00Z', '2027-01-01T00:00Z', 'UTC')).toHaveLength(1);
  });

  it.each([
    ['nothing at all', 'hello', /no iCalendar file/],
    ['no event', file(), /no event/],
    [
      'unknown zone',
      file('UID:1\nSUMMARY:X\nDTSTART;TZID=Mars/Olympus:20261126T090000\nDURATION:PT8H'),
      /"X".*Mars\/Olympus/,
    ],
    ['reversed', file('UID:1\nSUMMARY:X\nDTSTART:20261126T090000Z\nDTEND:20261125T090000Z'), /"X".*ends before/],
    ['no day', file('UID:1\nSUMMARY:X\nDTSTART;VALUE=DATE:20260230'), /"X".*"2026-02-30" is no time/],
    ['no year of ours', file('UID:1\nSUMMARY:X\nDTSTART;VALUE=DATE:00010101'), /"X".*1900 to 2999/],
    ['unknown part', file('UID:1\nSUMMARY:X\nDTSTART;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY;FOO=BAR'), /"X".*FOO/],
    [
      'two rules',
      file('UID:1\nSUMMARY:X\nDTSTART;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY\nEXRULE:FREQ=DAILY'),
      /one rule/,
    ],
    [
      'no end',
      file(
        'UID:1\nSUMMARY:X\nDTSTART:20261126T000000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20261127T000000Z/20261126T000000Z',
      ),
      /period/,
    ],
    [
      'all that follow',
      file(
        'UID:1\nSUMMARY:X\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261126T000000Z\nDTSTART:20261126T000000Z\nDURATION:PT1H',
      ),
      /RANGE/,
    ],
    ['no length', file('UID:1\nSUMMARY:X\nDTSTART:20261126T090000Z'), /neither/],
  ])('refuses: %s', (_, text, message) => {
    expect(readIcal(text, 'UTC')).toEqual({ problems: [{ path: 'ical', message: expect.stringMatching(message) }] });
  });
});

describe('time zones that a file defines itself', () => {
  const part = (kind: string, from: string, to: string, rule: string) =>
    `BEGIN:${kind}\nDTSTART:16010101T020000\nTZOFFSETFROM:${from}\nTZOFFSETTO:${to}\n${rule}\nEND:${kind}`;
  const zone = (tzid: string, ...lines: string[]) =>
    `BEGIN:VTIMEZONE\nTZID:${tzid}\n${lines.join('\n')}\nEND:VTIMEZONE`;
  const summer = (from: string, to: string, begins: string, ends: string): string[] => [
    part('STANDARD', to, from, `RRULE:FREQ=YEARLY;${ends}`),
    part('DAYLIGHT', from, to, `RRULE:FREQ=YEARLY;${begins}`),
  ];
  const EUROPE = ['BYDAY=-1SU;BYMONTH=3', 'BYDAY=-1SU;BYMONTH=10'] as const;
  const AMERICA = ['BYDAY=2SU;BYMONTH=3', 'BYDAY=1SU;BYMONTH=11'] as const;
  const BERLIN = summer('+0100', '+0200', ...EUROPE);
  const NOW = Date.parse('2026-11-21T12:00:00Z');
  const zoneOf = (tzid: string, definition: string, freezeZone = 'UTC') => {
    const text = file(`UID:1\nSUMMARY:X\nDTSTART;TZID=${tzid}:20260701T100000\nDURATION:PT1H`);
    const whole = text.replace('BEGIN:VEVENT', `${definition.replaceAll('\n', '\r\n')}\r\nBEGIN:VEVENT`);
    const got = readIcal(whole, freezeZone, NOW);
    return 'problems' in got ? got.problems[0]?.message : got.events[0]?.zone;
  };

  it.each([
    ['W. Europe Standard Time', BERLIN, 'Europe/Berlin'],
    ['GMT Standard Time', summer('+0000', '+0100', ...EUROPE), 'Europe/London'],
    ['Eastern Standard Time', summer('-0500', '-0400', ...AMERICA), 'America/New_York'],
    ['India Standard Time', [part('STANDARD', '+0530', '+0530', '')], 'Asia/Kolkata'],
    ['Lord Howe', summer('+1030', '+1100', 'BYDAY=1SU;BYMONTH=10', 'BYDAY=1SU;BYMONTH=4'), 'Australia/Lord_Howe'],
    ['Customized Time Zone', ['X-LIC-LOCATION:Europe/Paris', ...BERLIN], 'Europe/Paris'],
    ['Own', ['TZURL:http://tzurl.org/zoneinfo/America/Argentina/Salta', ...BERLIN], 'America/Argentina/Salta'],
  ])('%s', (name, lines, expected) => {
    expect(zoneOf(name, zone(name, ...lines))).toBe(expected);
  });

  it('takes the zone of the freeze where its clock shows the same', () => {
    expect(zoneOf('W. Europe Standard Time', zone('W. Europe Standard Time', ...BERLIN), 'Europe/Vienna')).toBe(
      'Europe/Vienna',
    );
  });

  it('a path that ends in a zone is that zone', () => {
    expect(zoneOf('/citadel.org/20210210_1/Europe/Berlin', zone('other', ...BERLIN))).toBe('Europe/Berlin');
  });

  it('is refused where no clock is like it, or none is defined', () => {
    const odd = zone('Odd', ...summer('+0100', '+0200', 'BYDAY=2TU;BYMONTH=3', EUROPE[1]));
    expect(zoneOf('Odd', odd)).toMatch(/"Odd", whose VTIMEZONE is like no zone/);
    expect(zoneOf('W. Europe Standard Time', odd)).toMatch(/"W. Europe Standard Time", and the file has no VTIMEZONE/);
    const busy = zone('Busy', part('STANDARD', '+0100', '+0100', 'RRULE:FREQ=SECONDLY'));
    expect(zoneOf('Busy', busy)).toMatch(/like no zone/);
  });
});
