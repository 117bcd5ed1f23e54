import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { alertRules, alertState, cannotFire, factorOf } from './alerts';
import { attribute } from './attribution';
import { add, badShare, budgetLeft, budgetOf, NOTHING, type Sum } from './budget';
import { BURN_WINDOWS, burnRate, burnWindowMs, consumed, timeToExhaustion } from './burn';
import { type Definition, evaluate, type Sums } from './evaluate';
import { sloInputSchema } from './schema';
import { windowAt } from './window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const events = (total: number, bad: number): Sum => ({ ...NOTHING, total, bad });

/** Sums of one event a minute, `bad(minute)` says which failed; minutes before `now` as far as 30 days. */
function sumsOf(now: number, bad: (minute: number) => boolean, from = now - 30 * DAY): Sums {
  const over = (span: number): Sum => {
    let sum = NOTHING;
    for (let at = Math.max(from, now - span); at < now; at += MINUTE)
      sum = add(sum, events(1, bad(at / MINUTE) ? 1 : 0));
    return sum;
  };
  const spans = BURN_WINDOWS.map((window) => [window, over(burnWindowMs(window))] as const);
  return { ...(Object.fromEntries(spans) as Record<(typeof BURN_WINDOWS)[number], Sum>), window: over(30 * DAY) };
}

const slo = (more: Partial<Definition> = {}): Definition => ({
  objective: 0.999,
  sliceMs: null,
  window: '30d',
  alerts: null,
  minEvents: 0,
  ...more,
});

describe('the table of shared reference slo.md', () => {
  it('99.9 % over 30 days: 43 min 12 s', () => {
    expect(budgetLeft({ objective: 0.999, sliceMs: null }, NOTHING, 30 * DAY).minutes.allowed).toBe(43.2);
  });

  it.each([
    [1, 0.9, 0],
    [0.9, 0.9, 1],
    [0.9, 0.99, 10],
    [0.9, 0.8, 0.5],
  ])('attained %d with objective %d burns at %d', (attained, objective, rate) => {
    expect(burnRate(1 - attained, objective)).toBeCloseTo(rate, 9);
  });

  it.each([
    [22, 16, 'firing'],
    [21.23, 10.2, 'recovering'],
    [12, 15, 'rising'],
    [5, 7, 'fine'],
    [14.4, 14.4, 'fine'],
    [null, null, 'no_data'],
  ])('threshold 14.4 with long %s and short %s: %s', (long, short, state) => {
    expect(alertState(long, short, 14.4)).toBe(state);
  });

  it('99.9 %, all fail from t = 0, one a minute, over 1 h above 36: fires at 2 min', () => {
    const start = 1_000 * DAY;
    const rule = { severity: 'page', long: '1h', short: '5m', factor: 36 } as const;
    const firesAt = [0, 1, 2, 3].find((minute) => {
      // What happened up to and with that minute.
      const now = start + (minute + 1) * MINUTE;
      const sums = sumsOf(now, (at) => at >= start / MINUTE);
      return evaluate(slo({ alerts: [rule] }), sums, now).burning.length > 0;
    });
    expect(firesAt).toBe(2);
  });

  it('one week, 90 %, 400 bad minutes of 10,080: 1,008 min of budget, 60.3 % left', () => {
    const left = budgetLeft(
      { objective: 0.9, sliceMs: MINUTE },
      { total: 10_080, bad: 400, slices: 10_080, badSlices: 400 },
      7 * DAY,
    );
    expect(left.minutes.allowed).toBe(1_008);
    expect(left.remaining).toBeCloseTo(0.603, 3);
  });

  it.each([
    [30, [14.4, 6, 3, 1]],
    [28, [13.44, 5.6, 2.8, 0.933]],
    [7, [3.36, 1.4, 0.7, 0.233]],
  ])('thresholds of %d days', (days, factors) => {
    alertRules(null, days * DAY).forEach(({ factor }, i) => {
      expect(factor).toBeCloseTo(factors[i] ?? Number.NaN, 3);
    });
  });

  it.each([
    [0.9305, true],
    [0.9306, false],
    [0.999, false],
    [0.9, true],
  ])('14.4 can never happen with objective %d: %s', (objective, never) => {
    expect(cannotFire({ severity: 'page', long: '1h', short: '5m', factor: 14.4 }, objective) !== null).toBe(never);
  });

  it('consumed = burn × window ÷ period', () => {
    expect(consumed(14.4, HOUR, 30 * DAY)).toBeCloseTo(0.02, 12);
    expect(factorOf(0.02, '1h', 30 * DAY)).toBe(14.4);
  });

  it('time to exhaustion is of what remains', () => {
    expect(timeToExhaustion(1, 1, 30 * DAY)).toBe(30 * DAY);
    expect(timeToExhaustion(0.25, 2, 30 * DAY)).toBe(3.75 * DAY);
    expect(timeToExhaustion(-0.1, 2, 30 * DAY)).toBe(0);
    expect(timeToExhaustion(0.5, 0, 30 * DAY)).toBeNull();
    expect(timeToExhaustion(null, 2, 30 * DAY)).toBeNull();
  });

  it('is negative when overspent', () => {
    const left = budgetLeft({ objective: 0.999, sliceMs: null }, events(1_000_000, 2_500), 30 * DAY);
    expect(left.remaining).toBeCloseTo(-1.5, 9);
    expect(left.events).toEqual({ total: 1_000_000, bad: 2_500, allowed: 1_000, remaining: -1_500 });
    expect(left.minutes.remaining).toBeCloseTo(-64.8, 9);
  });
});

describe('how it stands', () => {
  const now = 1_000 * DAY;
  const silent: Sums = { ...sumsOf(now, () => false, now), window: NOTHING };
  it.each([
    ['nothing was ever counted', silent, 'no_data', true],
    ['nothing for an hour', { ...silent, window: events(1e6, 10) }, 'no_data', true],
    ['spent, then silence', { ...silent, window: events(1_000, 10) }, 'exhausted', true],
    ['all is well', sumsOf(now, () => false), 'healthy', false],
    ['all fails', { ...sumsOf(now, () => true), window: events(1e7, 100) }, 'burning', false],
  ] as const)('%s', (_name, sums, status, noData) => {
    const standing = evaluate(slo({ minEvents: 10 }), sums, now);
    expect([standing.status, standing.noData]).toEqual([status, noData]);
    if (status === 'no_data') expect(standing.burning).toEqual([]);
  });

  it('low traffic never pages', () => {
    const failing = { ...sumsOf(now, (at) => at >= (now - HOUR) / MINUTE), window: events(1e6, 60) };
    expect(evaluate(slo(), failing, now).burning.map(({ severity }) => severity)).toContain('page');
    const few = evaluate(slo({ minEvents: 1_000 }), failing, now);
    expect(few.burning.some(({ severity }) => severity === 'page')).toBe(false);
    expect(few.alerts[0]?.state).toBe('low_traffic');
  });

  it('a calendar period that ends first is not exhausted', () => {
    const at = Date.UTC(2026, 10, 30, 23);
    const sums = { ...sumsOf(at, (minute) => minute % 500 === 0), window: events(43_000, 20) };
    expect(evaluate(slo({ window: 'month' }), sums, at).exhaustion.inMs).toBeNull();
    expect(evaluate(slo(), sums, at).exhaustion.inMs).toBeGreaterThan(DAY);
  });
});

describe('windows', () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ['month', 'Europe/Berlin', undefined, '2026-11-21T12:00:00Z', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z'],
    ['month', 'UTC', undefined, '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
    ['month', 'UTC', undefined, '2026-02-28T23:59:59Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['month', 'Europe/Berlin', undefined, '2026-03-29T12:00:00Z', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'],
    ['week', 'UTC', undefined, '2026-11-21T12:00:00Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    [
      'week',
      'America/New_York',
      '2022-01-01 12:00:00',
      '2026-11-21T12:00:00Z',
      '2026-11-14T17:00:00Z',
      '2026-11-21T17:00:00Z',
    ],
    ['day', 'Europe/Berlin', undefined, '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['quarter', 'UTC', undefined, '2026-11-21T12:00:00Z', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['year', 'Asia/Kolkata', undefined, '2026-11-21T12:00:00Z', '2025-12-31T18:30:00Z', '2026-12-31T18:30:00Z'],
    ['month', 'UTC', '2024-01-31T00:00:00', '2026-02-28T12:00:00Z', '2026-02-28T00:00:00Z', '2026-03-31T00:00:00Z'],
  ])('a %s in %s from %s at %s', (window, timeZone, windowStart, now, start, end) => {
    const found = windowAt({ window, timeZone, windowStart }, at(now));
    expect([new Date(found.start).toISOString(), new Date(found.end ?? 0).toISOString()]).toEqual(
      [start, end].map((text) => new Date(text).toISOString()),
    );
  });

  it('periods follow each other without gap or overlap, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
        fc.constantFrom(
          'UTC',
          'Europe/Berlin',
          'America/New_York',
          'Asia/Kolkata',
          'Australia/Lord_Howe',
          'Pacific/Apia',
        ),
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
        (window, timeZone, now) => {
          const here = windowAt({ window, timeZone }, now);
          expect(here.start).toBeLessThanOrEqual(now);
          expect(here.end ?? 0).toBeGreaterThan(now);
          expect(windowAt({ window, timeZone }, here.end ?? 0).start).toBe(here.end);
          expect(windowAt({ window, timeZone }, here.start - 1).end).toBe(here.start);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('input', () => {
  const good = { sli: { kind: 'ratio' }, objective: 0.999, window: '30d' };
  const path = (input: object) =>
    sloInputSchema.safeParse({ ...good, ...input }).error?.issues.map((issue) => issue.path.join('.'));
  it.each([
    ['100 %', { objective: 1 }, ['objective']],
    ['below 50 %', { objective: 0.49 }, ['objective']],
    ['a percentage', { objective: 99.9 }, ['objective']],
    ['an unknown zone', { window: 'month', timeZone: 'Mars/Olympus' }, ['timeZone']],
    ['an offset as zone', { window: 'month', timeZone: '+02:00' }, ['timeZone']],
    ['a zone for a rolling window', { timeZone: 'UTC' }, ['timeZone']],
    ['a window of minutes', { window: '90m' }, ['window']],
    ['a window of words', { window: 'a while' }, ['window']],
    ['a window whose alert can never fire', { objective: 0.9 }, ['window']],
    ['a long window whose alert can never fire', { objective: 0.97, window: '90d' }, ['window']],
    [
      'an alert that can never fire',
      { objective: 0.9, alerts: [{ severity: 'page', long: '1h', short: '5m', factor: 10 }] },
      ['alerts.0'],
    ],
    ['reversed spans', { alerts: [{ severity: 'page', long: '5m', short: '1h', factor: 2 }] }, ['alerts.0.short']],
    [
      'both thresholds',
      { alerts: [{ severity: 'page', long: '1h', short: '5m', factor: 2, budgetShare: 0.1 }] },
      ['alerts.0.budgetShare'],
    ],
    ['slices without a target', { budget: 'time_slices' }, ['slice']],
    ['a target without slices', { slice: { target: 0.9 } }, ['slice']],
    ['good and bad', { sli: { kind: 'promql', good: 'a', bad: 'b', total: 'c' } }, ['sli.good']],
    [
      'a measure without threshold',
      { sli: { kind: 'promql', value: 'a', op: 'lt' }, budget: 'time_slices' },
      ['sli.threshold'],
    ],
    ['a measure counted by events', { sli: { kind: 'promql', value: 'a', op: 'lt', threshold: 1 } }, ['budget']],
    ['an unknown SLI', { sli: { kind: 'magic' } }, ['sli.kind']],
  ])('refuses %s', (_name, input, paths) => {
    expect(path(input)).toEqual(paths);
  });

  it.each([
    ['50 %, without alerts', { objective: 0.5, alerts: [] }],
    ['the short name', { sli: 'error_rate' }],
    ['a calendar month', { window: 'month', timeZone: 'Europe/Berlin' }],
    ['slices', { budget: 'time_slices', slice: { target: 0.95 } }],
    ['latency', { sli: { kind: 'latency', thresholdMs: 250 } }],
    ['a day, whose alerts over 3 d fall away', { window: '1d' }],
  ])('takes %s', (_name, input) => {
    expect(path(input)).toBeUndefined();
  });
});

describe('properties', () => {
  const counts = fc.record({ total: fc.nat(1e9), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  test('what is left and what was spent add up; at the objective exactly nothing is left', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 500_000, max: 999_999 }), ({ total, share }, millionths) => {
        const objective = millionths / 1e6;
        const bad = Math.floor(total * share);
        const left = budgetLeft({ objective, sliceMs: null }, events(total, bad), 30 * DAY);
        if (total === 0) {
          expect(left.remaining).toBeNull();
          return;
        }
        expect((left.minutes.spent ?? 0) + (left.minutes.remaining ?? 0)).toBeCloseTo(left.minutes.allowed, 6);
        expect((left.remaining ?? 0) > 0).toBe(bad / total < budgetOf(objective));
      }),
    );
  });

  test('more bad events never leave more, and never slow the burn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), fc.nat(1e6), (total, a, b) => {
        const [fewer, more] = [Math.min(a, b, total), Math.min(Math.max(a, b), total)];
        const of = (bad: number) =>
          budgetLeft({ objective: 0.99, sliceMs: null }, events(total, bad), DAY).remaining ?? 0;
        expect(of(more)).toBeLessThanOrEqual(of(fewer));
      }),
    );
  });

  test('a rule that can never fire does not fire when everything fails, and any other does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 999 }),
        fc.double({ min: 0.01, max: 1200, noNaN: true }),
        (thousandths, factor) => {
          const objective = thousandths / 1000;
          const burn = burnRate(1, objective);
          const never = cannotFire({ severity: 'page', long: '1h', short: '5m', factor }, objective) !== null;
          expect(alertState(burn, burn, factor) === 'firing').toBe(!never);
        },
      ),
    );
  });

  test('the shares of all versions are what was spent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 10_000, max: 1e6 }),
        (bads, total) => {
          const bad = bads.reduce((sum, n) => sum + n, 0);
          const versions = bads.map((n, i) => ({
            version: `v${i}`,
            bad: n,
            badSlices: 0,
            releasing: 0,
            from: 0,
            to: 0,
          }));
          const counted = { objective: 0.99, sliceMs: null };
          const spent = attribute(counted, { total, lengthMs: DAY }, versions).reduce(
            (sum, { share }) => sum + share,
            0,
          );
          const left = budgetLeft(counted, events(total, bad), DAY).remaining ?? 0;
          expect(spent).toBeCloseTo(1 - left, 9);
        },
      ),
    );
  });

  test('slices without events are none that failed', () => {
    expect(badShare({ sliceMs: MINUTE }, { total: 10, bad: 10, slices: 1, badSlices: 1 }, HOUR)).toBeCloseTo(
      1 / 60,
      12,
    );
  });
});
