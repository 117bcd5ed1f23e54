import { DAY_MS, type Rule } from './rule';

/** How many days and times may still be looked at: what is put by somebody must not keep the process busy. */
export type Meter = { left: number };

/** A calendar that would take too long to work out. */
export class TooMuchWork extends Error {
  constructor() {
    super('takes too long to work out: have it repeat less often, or begin later');
    this.name = 'TooMuchWork';
  }
}

const LAST = Date.UTC(9999, 11, 31);

/**
 * When the rule has its windows begin, from `first` on, within `from` to `to` (all wall clock, both inclusive), in order.
 * A rule with a COUNT is counted from its first; any other begins near `from`, however old it is.
 */
export function* startsOf(rule: Rule, first: number, from: number, to: number, meter?: Meter): Generator<number> {
  const end = Math.min(to, rule.until ?? LAST, LAST);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  const periods = periodsOf(rule, first);
  let k = rule.count === null ? periods.before(from) : 0;
  for (;;) {
    const [begin, until] = periods.at(k);
    if (begin * DAY_MS > end) return;
    for (const at of inPeriod(rule, begin, until, meter)) {
      if (at < first) continue;
      if (at > end || left === 0) return;
      left -= 1;
      if (at >= from) yield at;
    }
    k += 1;
  }
}

/** Days are counted from the epoch. */
const dayOf = (at: number): number => Math.floor(at / DAY_MS);
const monthStart = (year: number, month: number): number => Date.UTC(year, month, 1) / DAY_MS;
/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The k-th day, week, month or year of the rule: its first day, and the day after its last. `before` finds one to begin at. */
function periodsOf({ frequency, interval, weekStart, weeks }: Rule, first: number) {
  const day = dayOf(first);
  const at = new Date(first);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const back = (units: number): number => Math.max(0, Math.floor(units / interval) - 1);
  if (frequency === 'DAILY' || frequency === 'WEEKLY') {
    const unit = frequency === 'DAILY' ? 1 : 7;
    const base = frequency === 'DAILY' ? day : day - ((weekdayOf(day) - weekStart + 7) % 7);
    return {
      at: (k: number): [number, number] => [base + k * interval * unit, base + k * interval * unit + unit],
      before: (from: number) => back((dayOf(from) - base) / unit),
    };
  }
  if (frequency === 'MONTHLY')
    return {
      at: (k: number): [number, number] => [
        monthStart(year, month + k * interval),
        monthStart(year, month + k * interval + 1),
      ],
      before: (from: number) => {
        const then = new Date(Math.max(from, first));
        return back((then.getUTCFullYear() - year) * 12 + then.getUTCMonth() - month);
      },
    };
  if (weeks.length > 0) {
    // Years of whole weeks: the last days of December may be of the next one's first week.
    const base = weekYear(day, weekStart);
    return {
      at: (k: number): [number, number] => [
        firstWeek(base + k * interval, weekStart),
        firstWeek(base + k * interval + 1, weekStart),
      ],
      before: (from: number) => back(weekYear(dayOf(Math.max(from, first)), weekStart) - base),
    };
  }
  return {
    at: (k: number): [number, number] => [monthStart(year + k * interval, 0), monthStart(year + k * interval + 1, 0)],
    before: (from: number) => back(new Date(Math.max(from, first)).getUTCFullYear() - year),
  };
}

function spend(meter: Meter, n: number): void {
  meter.left -= n;
  if (meter.left < 0) throw new TooMuchWork();
}

function* inPeriod(rule: Rule, begin: number, until: number, meter: Meter | undefined): Generator<number> {
  const found: number[] = [];
  for (const [from, to] of spansOf(rule, begin, until))
    for (let day = from; day < to; day += 1)
      if (falls(rule, day, from, to)) for (const time of rule.times) found.push(day * DAY_MS + time);
  if (meter) spend(meter, Math.min(until - begin, 31 * (rule.months.length || 12)) + 2 * found.length + 1);
  if (rule.positions.length === 0) {
    yield* found;
    return;
  }
  const chosen = new Set(rule.positions.map((n) => found[n > 0 ? n - 1 : found.length + n]));
  yield* found.filter((at) => chosen.has(at));
}

/** The months of the period that count; weekdays are numbered in the month where months are named, else in the year. */
function* spansOf({ frequency, months, weeks }: Rule, begin: number, until: number): Generator<[number, number]> {
  if (frequency !== 'YEARLY' || months.length === 0 || weeks.length > 0) {
    yield [begin, until];
    return;
  }
  const year = new Date(begin * DAY_MS).getUTCFullYear();
  for (let month = 0; month < 12; month += 1)
    if (months.includes(month + 1)) yield [monthStart(year, month), monthStart(year, month + 1)];
}

/** Whether a day of the span (a month or a year, where weekdays are numbered) is one of the rule's. */
function falls({ months, weeks, yearDays, monthDays, days, weekStart }: Rule, day: number, from: number, to: number) {
  if (days.length > 0) {
    const weekday = weekdayOf(day);
    const nth = Math.floor((day - from) / 7) + 1;
    const last = -Math.floor((to - 1 - day) / 7) - 1;
    if (!days.some((one) => one.weekday === weekday && (one.nth === null || one.nth === nth || one.nth === last)))
      return false;
  }
  if (months.length + weeks.length + yearDays.length + monthDays.length === 0) return true;
  const at = new Date(day * DAY_MS);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (months.length > 0 && !months.includes(month + 1)) return false;
  if (monthDays.length > 0) {
    const length = monthStart(year, month + 1) - monthStart(year, month);
    const date = at.getUTCDate();
    if (!monthDays.includes(date) && !monthDays.includes(date - length - 1)) return false;
  }
  if (yearDays.length > 0) {
    const length = monthStart(year + 1, 0) - monthStart(year, 0);
    const n = day - monthStart(year, 0) + 1;
    if (!yearDays.includes(n) && !yearDays.includes(n - length - 1)) return false;
  }
  return weeks.length === 0 || inWeeks(weeks, day, weekStart);
}

/** The first week of a year is the first that has four days of it. */
const firstWeek = (year: number, weekStart: number): number => {
  const fourth = monthStart(year, 0) + 3;
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
};

function weekYear(day: number, weekStart: number): number {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  return [year + 1, year].find((one) => firstWeek(one, weekStart) <= day) ?? year - 1;
}

function inWeeks(weeks: number[], day: number, weekStart: number): boolean {
  const year = weekYear(day, weekStart);
  const begin = firstWeek(year, weekStart);
  const n = Math.floor((day - begin) / 7) + 1;
  const length = (firstWeek(year + 1, weekStart) - begin) / 7;
  return weeks.includes(n) || weeks.includes(n - length - 1);
}
