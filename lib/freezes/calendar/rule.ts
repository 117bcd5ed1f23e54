/**
 * RFC 5545 rules, read for freezes: days by the rule, times of the day where the rule names them. Wall-clock times are
 * numbers here: the epoch ms they would be if the clock on the wall were UTC. Pure.
 */
export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** `nth` is null for every such weekday (0 is Sunday). */
type NthDay = { weekday: number; nth: number | null };

export type Rule = {
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** The last wall-clock time at which it may begin. */
  until: number | null;
  months: number[];
  weeks: number[];
  yearDays: number[];
  monthDays: number[];
  days: NthDay[];
  positions: number[];
  /** Times of the day, in ms, in order. */
  times: number[];
  /** 0 is Sunday; Monday where nothing is said. */
  weekStart: number;
};

export const DAY_MS = 86_400_000;
const FREQUENCIES: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MOST_TIMES = 24;

/** Lowest and highest magnitude of the numbers of a part, and whether they may be counted from the end. */
const RANGES: Record<string, [from: number, to: number, negative: boolean]> = {
  BYMONTH: [1, 12, false],
  BYWEEKNO: [1, 53, true],
  BYYEARDAY: [1, 366, true],
  BYMONTHDAY: [1, 31, true],
  BYSETPOS: [1, 366, true],
  BYHOUR: [0, 23, false],
  BYMINUTE: [0, 59, false],
  BYSECOND: [0, 59, false],
};
const PARTS = new Set([...Object.keys(RANGES), 'FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST']);
const ONLY_WITH: Record<string, readonly Frequency[]> = {
  BYWEEKNO: ['YEARLY'],
  BYYEARDAY: ['YEARLY'],
  BYMONTHDAY: ['DAILY', 'MONTHLY', 'YEARLY'],
};

/**
 * Reads a rule whose first time is `first` (wall clock). What is wrong is in `problems`; the rule is then the best that
 * can be made of it, so that what an older version stored still stands. `untilAt` places an UNTIL that ends in Z.
 */
export function readRule(
  text: string,
  first: number,
  untilAt: (iso: string) => number,
): { rule: Rule; problems: string[] } {
  const problems: string[] = [];
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [, name = '', value = ''] = /^([A-Z-]+)=(.+)$/.exec(part.trim()) ?? [];
    if (name === '') problems.push(`"${part.slice(0, 60)}" is no part of a rule`);
    else if (!PARTS.has(name)) problems.push(`${name} is no part of a rule that is known`);
    else if (parts.has(name)) problems.push(`${name} is there twice`);
    else parts.set(name, value);
  }
  const named = FREQUENCIES.find((one) => one === parts.get('FREQ'));
  const frequency = named ?? 'YEARLY';
  const whole = (name: string, least: number): number | null => {
    const value = parts.get(name);
    if (value === undefined) return null;
    if (/^\d{1,6}$/.test(value) && Number(value) >= least) return Number(value);
    problems.push(`${name} must be a whole number, at least ${least}; it is ${value}`);
    return null;
  };
  const numbers = (name: string): number[] => {
    const value = parts.get(name);
    if (value === undefined) return [];
    const [from, to, negative] = RANGES[name] ?? [0, 0, false];
    const read = value.split(',').map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : Number.NaN));
    const good = read.filter((n) => Math.abs(n) >= from && Math.abs(n) <= to && (n >= 0 || negative));
    if (good.length < read.length) problems.push(`${name} must be numbers from ${from} to ${to}; it is ${value}`);
    return [...new Set(good)];
  };
  for (const [name, allowed] of Object.entries(ONLY_WITH))
    if (parts.has(name) && !allowed.includes(frequency))
      problems.push(`${name} does not go with FREQ=${frequency} (only ${allowed.join(', ')})`);
  const count = whole('COUNT', 1);
  if (parts.has('COUNT') && parts.has('UNTIL')) problems.push('has COUNT and UNTIL: only one of them says its end');
  const days = daysOf(parts.get('BYDAY'), frequency, problems);
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  if (weekStart < 0) problems.push(`WKST must be one of ${WEEKDAYS.join(', ')}`);
  const rule: Rule = {
    frequency,
    interval: whole('INTERVAL', 1) ?? 1,
    count,
    until: untilOf(parts.get('UNTIL'), untilAt, problems),
    months: numbers('BYMONTH'),
    weeks: numbers('BYWEEKNO'),
    yearDays: numbers('BYYEARDAY'),
    monthDays: numbers('BYMONTHDAY'),
    days,
    positions: numbers('BYSETPOS'),
    times: timesOf(first, numbers('BYHOUR'), numbers('BYMINUTE'), numbers('BYSECOND')),
    weekStart: Math.max(0, weekStart),
  };
  if (rule.times.length > MOST_TIMES) {
    problems.push(`begins ${rule.times.length} times a day; at most ${MOST_TIMES}`);
    rule.times.length = MOST_TIMES;
  }
  return { rule: withDefaults(rule, first), problems: named ? problems : [noFrequency(parts.get('FREQ'))] };
}

const noFrequency = (value: string | undefined): string =>
  value === undefined
    ? 'must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=FR'
    : `must be one of ${FREQUENCIES.join(', ')}; it is ${value.slice(0, 60)}`;

function daysOf(value: string | undefined, frequency: Frequency, problems: string[]): NthDay[] {
  if (value === undefined) return [];
  return value.split(',').flatMap((one) => {
    const [, nth = '', name = ''] = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(one) ?? [];
    const which = nth === '' ? null : Number(nth);
    const monthly = frequency === 'MONTHLY' || frequency === 'YEARLY';
    if (name === '' || which === 0 || Math.abs(which ?? 1) > 53)
      problems.push(`BYDAY must be days such as FR or -1FR; it is ${value.slice(0, 60)}`);
    else if (which !== null && !monthly) problems.push(`BYDAY=${one} only goes with FREQ=MONTHLY or FREQ=YEARLY`);
    return name === '' ? [] : [{ weekday: WEEKDAYS.indexOf(name), nth: monthly ? which : null }];
  });
}

function untilOf(value: string | undefined, untilAt: (iso: string) => number, problems: string[]): number | null {
  if (value === undefined) return null;
  const [, y, mo, d, h, mi, s, z] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(value) ?? [];
  // A date alone is the whole of it.
  const iso = `${y}-${mo}-${d}T${h ?? '23'}:${mi ?? '59'}:${s ?? '59'}`;
  const at = y === undefined ? Number.NaN : Date.parse(`${iso}Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== iso) {
    problems.push(`UNTIL must be a date or a time such as 20261224 or 20261224T230000Z; it is ${value.slice(0, 60)}`);
    return null;
  }
  return z === undefined ? at : untilAt(`${iso}Z`);
}

function timesOf(first: number, hours: number[], minutes: number[], seconds: number[]): number[] {
  const at = new Date(first);
  const of = (named: number[], own: number): number[] => (named.length > 0 ? named : [own]);
  const times = of(hours, at.getUTCHours()).flatMap((h) =>
    of(minutes, at.getUTCMinutes()).flatMap((m) =>
      of(seconds, at.getUTCSeconds()).map((s) => ((h * 60 + m) * 60 + s) * 1000),
    ),
  );
  return times.sort((a, b) => a - b);
}

/** What a rule does not say, its first time says (RFC 5545, 3.3.10). */
function withDefaults(rule: Rule, first: number): Rule {
  const at = new Date(first);
  const { frequency, months, weeks, yearDays, monthDays, days } = rule;
  if (weeks.length > 0 && days.length + yearDays.length + monthDays.length === 0)
    return { ...rule, days: [{ weekday: at.getUTCDay(), nth: null }] };
  if (weeks.length + yearDays.length + monthDays.length + days.length > 0 || frequency === 'DAILY') return rule;
  if (frequency === 'WEEKLY') return { ...rule, days: [{ weekday: at.getUTCDay(), nth: null }] };
  return {
    ...rule,
    monthDays: [at.getUTCDate()],
    months: frequency === 'YEARLY' && months.length === 0 ? [at.getUTCMonth() + 1] : months,
  };
}
