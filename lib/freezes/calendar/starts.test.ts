import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readRule } from './rule';
import { startsOf } from './starts';

const at = (text: string): number => Date.parse(`${text}Z`);
const ours = (rule: string, start: string, from: string, to: string): string[] => {
  const read = readRule(rule, at(start), Date.parse);
  if (read.problems.length > 0) throw new Error(read.problems.join('; '));
  return [...startsOf(read.rule, at(start), at(from), at(to))].map((one) => new Date(one).toISOString().slice(0, 16));
};
const oracle = (rule: string, start: string, from: string, to: string): string[] =>
  new RRuleTemporal({
    rruleString: rule,
    dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime('UTC'),
    temporal: Temporal,
  })
    .between(new Date(at(from)), new Date(at(to)), true)
    .map((one) => one.toPlainDateTime().toString().slice(0, 16));

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const some = <T>(items: readonly T[], most: number) =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: most });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const listed = (name: string, items: fc.Arbitrary<(number | string)[]>) =>
  items.map((values) => `${name}=${values.join(',')}`);
const maybe = (part: fc.Arbitrary<string>) => fc.option(part, { nil: '', freq: 2 });
const nth = (numbers: number[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...numbers), fc.constantFrom(...WEEKDAYS)), { minLength: 1, maxLength: 3 })
    .map((days) => days.map(([n, day]) => `${n}${day}`));

const months = listed('BYMONTH', some(range(1, 12), 4));
const monthDays = listed('BYMONTHDAY', some([1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31], 4));
const days = listed('BYDAY', some(WEEKDAYS, 5));
const rules = fc.oneof(
  fc.tuple(fc.constant('FREQ=DAILY'), maybe(months), maybe(monthDays), maybe(days)),
  fc.tuple(fc.constant('FREQ=WEEKLY'), maybe(months), maybe(days), maybe(fc.constantFrom('WKST=SU', 'WKST=WE'))),
  fc.tuple(
    fc.constant('FREQ=MONTHLY'),
    maybe(months),
    maybe(monthDays),
    maybe(fc.oneof(days, listed('BYDAY', nth([1, 2, 4, 5, -1, -2])))),
  ),
  fc.tuple(fc.constant('FREQ=MONTHLY'), days, listed('BYSETPOS', some([1, 2, 5, -1, -3], 2))),
  fc.tuple(fc.constant('FREQ=YEARLY'), maybe(months), maybe(monthDays)),
  fc.tuple(fc.constant('FREQ=YEARLY'), months, fc.oneof(days, listed('BYDAY', nth([1, 4, 5, -1])))),
  fc.tuple(fc.constant('FREQ=YEARLY'), listed('BYDAY', nth([1, 20, 52, -1, -52]))),
  fc.tuple(fc.constant('FREQ=YEARLY'), listed('BYYEARDAY', some([1, 60, 100, 365, 366, -1, -366], 3))),
  fc.tuple(
    fc.constant('FREQ=YEARLY'),
    listed('BYWEEKNO', some([2, 20, 40, 51, -3], 3)),
    days,
    maybe(fc.constantFrom('WKST=SU', 'WKST=MO')),
  ),
);
const starts = fc
  .integer({ min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2026, 0) / 60_000 })
  .map((minute) => new Date(minute * 60_000).toISOString().slice(0, 19));

describe('rules', () => {
  it('begin when an independent reading of RFC 5545 says', () => {
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 1, max: 4 }),
        maybe(fc.integer({ min: 1, max: 30 }).map((n) => `COUNT=${n}`)),
        starts,
        fc.integer({ min: 0, max: 3000 }),
        (parts, interval, count, start, later) => {
          // "Every second year" of weeks that lie in two years can be read in two ways.
          const every = parts.some((part) => part.startsWith('BYWEEKNO')) ? 1 : interval;
          const rule = [...parts, `INTERVAL=${every}`, count].filter((part) => part !== '').join(';');
          const from = new Date(at(start) + later * 86_400_000).toISOString().slice(0, 19);
          const to = new Date(at(from) + 800 * 86_400_000).toISOString().slice(0, 19);
          expect(ours(rule, start, from, to)).toEqual(oracle(rule, start, from, to));
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['FREQ=DAILY;UNTIL=20261203', '2026-12-01T10:00:00', ['2026-12-01T10:00', '2026-12-02T10:00', '2026-12-03T10:00']],
    ['FREQ=DAILY;UNTIL=20261202T100000', '2026-12-01T10:00:00', ['2026-12-01T10:00', '2026-12-02T10:00']],
    ['FREQ=DAILY;UNTIL=20261202T095959Z', '2026-12-01T10:00:00', ['2026-12-01T10:00']],
    ['FREQ=DAILY;COUNT=2', '2026-12-01T10:00:00', ['2026-12-01T10:00', '2026-12-02T10:00']],
    [
      'freq=daily;byhour=9,17;count=3',
      '2026-12-01T09:30:00',
      ['2026-12-01T09:30', '2026-12-01T17:30', '2026-12-02T09:30'],
    ],
    ['FREQ=YEARLY;COUNT=2', '2024-02-29T00:00:00', ['2024-02-29T00:00', '2028-02-29T00:00']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-11-13T00:00:00', ['2026-11-13T00:00', '2027-08-13T00:00']],
    ['FREQ=YEARLY;BYDAY=53TH', '2015-12-31T00:00:00', ['2015-12-31T00:00', '2020-12-31T00:00', '2026-12-31T00:00']],
    // The first of January may be of the last week of the year before, and the last of December of the first.
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR', '2021-01-01T00:00:00', ['2021-01-01T00:00', '2027-01-01T00:00']],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=2', '2024-12-30T00:00:00', ['2024-12-30T00:00', '2025-12-29T00:00']],
    ['FREQ=YEARLY;BYWEEKNO=20;COUNT=1', '2026-11-20T00:00:00', ['2027-05-21T00:00']],
  ])('%s', (rule, start, expected) => {
    expect(ours(rule, start, start, '2028-03-01T00:00:00')).toEqual(expected);
  });

  it('an old rule costs no more than a new one', () => {
    const meter = { left: 200 };
    const read = readRule('FREQ=DAILY', at('1900-01-01T00:00:00'), Date.parse);
    expect([
      ...startsOf(read.rule, at('1900-01-01T00:00:00'), at('2026-11-20T00:00:00'), at('2026-12-20T00:00:00'), meter),
    ]).toHaveLength(31);
  });

  it.each([
    ['FREQ=WEEKLY;FOO=BAR', /FOO is no part/],
    ['FREQ=WEEKLY;COUNT=2;UNTIL=20270101', /COUNT and UNTIL/],
    ['FREQ=WEEKLY;COUNT=2;COUNT=3', /twice/],
    ['FREQ=WEEKLY;INTERVAL=0', /INTERVAL must be a whole number, at least 1/],
    ['FREQ=WEEKLY;COUNT=-1', /COUNT must be/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY must be days/],
    ['FREQ=WEEKLY;BYDAY=2FR', /only goes with FREQ=MONTHLY/],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY must be numbers from 1 to 31/],
    ['FREQ=MONTHLY;BYWEEKNO=3', /BYWEEKNO does not go with FREQ=MONTHLY/],
    ['FREQ=YEARLY;BYMONTH=0', /BYMONTH must be/],
    ['FREQ=DAILY;UNTIL=20260230', /UNTIL must be/],
    ['FREQ=DAILY;WKST=XX', /WKST must be/],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40', /25 times a day/],
    ['FREQ=DAILY;;', /no part/],
  ])('%s is refused', (rule, message) => {
    expect(readRule(rule, at('2026-12-01T10:00:00'), Date.parse).problems).toEqual(
      expect.arrayContaining([expect.stringMatching(message)]),
    );
  });
});
