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
    ['nothing at all', 'hello', /no iCalendar file/],
    ['no event', file(), /no event/],
    [
      'unknown zone',
      file('UID:1\nSUMMARY:X\nDTSTART;TZID=Mars/Olympus:20261126T090000\nDURATION:PT8H'),
      /"X".*Mars\/Olympus/,
    ],
    ['reversed', file('UID:1\nSUMMARY:X\nDTSTART:20261126T090000Z\nDTEND:20261125T090000Z'), /"X".*ends before/],
    ['no length', file('UID:1\nSUMMARY:X\nDTSTART:20261126T090000Z'), /neither/],
  ])('refuses: %s', (_, text, message) => {
    expect(readIcal(text, 'UTC')).toEqual({ problems: [{ path: 'ical', message: expect.stringMatching(message) }] });
  });
});
