import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { planFreeze } from './plan-freeze';
import { type FreezeInput, freezeInputSchema } from './schema';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const plan = (input: object) => planFreeze(freezeInputSchema.parse({ scope: 'all', reason: 'r', ...input }), NOW);
const refusal = (input: object): unknown => {
  try {
    plan(input);
  } catch (error) {
    if (error instanceof AppError) return { status: error.status, errors: error.errors };
    throw error;
  }
  return 'accepted';
};
const at = (path: string, message: RegExp) => ({
  status: 422,
  errors: [{ path, message: expect.stringMatching(message) }],
});
const form = (input: object): string[] =>
  (freezeInputSchema.safeParse({ scope: 'all', reason: 'r', ...input }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
const file = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap((one) => ['BEGIN:VEVENT', one, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n');

describe('times that do not exist', () => {
  it.each([
    [{ start: '2026-02-20T00:00:00', end: '2026-02-30T00:00:00', timezone: 'UTC' }, 'end: is no time that exists'],
    [{ start: '2027-02-29T00:00', timezone: 'UTC' }, 'start: is no time that exists'],
    [{ start: '2026-12-20T24:00', timezone: 'UTC' }, 'start: is no time that exists'],
    [{ except: ['2026-12-01', '2026-02-30T10:00'] }, 'except.1: is no date that exists'],
    [{ end: '0000-01-01T00:00:00Z' }, 'end: must be within the years 1900 to 2999'],
  ])('%j is refused at its field', (input, problem) => {
    expect(form(input)).toContain(problem);
  });

  it('is refused by the plan too, whoever asks it', () => {
    const bad: FreezeInput = {
      ...freezeInputSchema.parse({ scope: 'all', reason: 'r', timezone: 'UTC' }),
      start: '2026-12-20T00:00:00',
      end: '2026-12-32T00:00:00',
    };
    expect(() => planFreeze(bad, NOW)).toThrow(/end: "2026-12-32T00:00:00" is no time/);
  });

  it('the hour that the clocks leave out is a time all the same', () => {
    const gap = plan({ start: '2027-03-28T02:30', end: '2027-03-28T03:30', timezone: 'Europe/Berlin' });
    expect([gap.startsAt, gap.endsAt]).toEqual([
      Date.parse('2027-03-28T00:30:00Z'),
      Date.parse('2027-03-28T01:30:00Z'),
    ]);
  });
});

describe('what would never stand', () => {
  it.each([
    ['a window that is over', { start: '2020-11-23T07:00:00Z', end: '2020-11-24T07:00:00Z' }, 'end', /is over/],
    ['one that ends now', { end: '2026-11-21T12:00:00Z' }, 'end', /after now/],
    [
      'a count that is over',
      { start: '2020-10-15T23:00', end: '2020-10-16T07:00', timezone: 'UTC', recurrence: 'FREQ=WEEKLY;COUNT=2' },
      'recurrence',
      /is over/,
    ],
    [
      'a first window out of its rule',
      { start: '2026-10-15T23:00', end: '2026-10-16T07:00', timezone: 'UTC', recurrence: 'FREQ=WEEKLY;BYDAY=FR' },
      'start',
      /whose first is Friday 2026-10-16 23:00/,
    ],
    ['a file that is over', { ical: file('DTSTART;VALUE=DATE:20240229') }, 'ical', /is over/],
    [
      'a file of what is cancelled',
      { ical: file('DTSTART;VALUE=DATE:20270229\r\nSTATUS:CANCELLED') },
      'ical',
      /is over/,
    ],
  ])('%s', (_, input, path, message) => {
    expect(refusal(input)).toEqual(at(path, message));
  });

  it('a window that began, and a file whose next event is years away, stand', () => {
    expect(plan({ start: '2020-11-23T07:00:00Z', end: '2026-11-21T12:00:00.001Z' }).endsAt).toBe(NOW + 1);
    expect(plan({ ical: file('DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY') }).calendar?.schedule).toEqual({
      imported: 1,
    });
  });
});

describe('a file never keeps the process busy', () => {
  const many = (n: number, line: (minute: string) => string): string =>
    file(
      ...Array.from({ length: n }, (_, i) =>
        line(`${String(Math.floor(i / 60) % 24).padStart(2, '0')}${String(i % 60).padStart(2, '0')}00`),
      ),
    );
  const took = (work: () => unknown): number => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };

  it('2,000 daily events, and few windows of many, are planned', () => {
    const ical = many(
      2000,
      (time) => `DTSTART;TZID=America/New_York:20200101T${time}\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY`,
    );
    let planned: ReturnType<typeof plan> | undefined;
    expect(took(() => (planned = plan({ ical })))).toBeLessThan(3000);
    expect(planned?.calendar?.schedule.imported).toBe(2000);
  });

  it.each([
    ['DURATION:PT1M\r\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18', /takes too long/],
    ['DURATION:PT1M\r\nRRULE:FREQ=DAILY;COUNT=999999', /takes too long/],
    ['DURATION:PT30S\r\nRRULE:FREQ=DAILY', /times within sixty days; at most 5000/],
  ])('refused with the reason: %s', (rest, message) => {
    const ical = many(1400, (time) => `DTSTART:19500101T${time}Z\r\n${rest}`);
    expect(took(() => expect(refusal({ ical })).toEqual(at('ical', message)))).toBeLessThan(3000);
  });

  it('dates that are left out by the hundred cost nothing', () => {
    const except = Array.from({ length: 366 }, (_, i) => new Date(NOW + i * 86_400_000).toISOString().slice(0, 10));
    const daily = { start: '2020-01-01T00:00', end: '2020-01-02T00:00', timezone: 'UTC', recurrence: 'FREQ=DAILY' };
    expect(took(() => plan({ ...daily, except }))).toBeLessThan(1000);
  });
});
