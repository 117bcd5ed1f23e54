import { problem } from '../fixtures/api';
import { LONG, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

const slo = (change: Record<string, unknown>) => ({
  sli: { kind: 'ratio' },
  objective: 0.999,
  window: '30d',
  ...change,
});
const alert = (change: Record<string, unknown>) => ({
  objective: 0.99,
  alerts: [{ severity: 'page', long: '1h', short: '5m', factor: 10, ...change }],
});

const SLOS: [string, Record<string, unknown>, string, RegExp][] = [
  ['100 %', { objective: 1 }, 'objective', /below 100 %/],
  ['below 50 %', { objective: 0.4 }, 'objective', /at least 50 %/],
  ['a window whose alert can never fire', { objective: 0.9 }, 'window', /can never fire/],
  ['an own alert that can never fire', alert({ factor: 200 }), 'alerts.0', /can never fire/],
  ['a short span that is longer', alert({ short: '6h' }), 'alerts.0.short', /shorter than long/],
  ['an alert over more than the window', { ...alert({ long: '3d' }), window: '1d' }, 'alerts.0.long', /not be longer/],
  ['an unknown zone', { window: 'month', timeZone: 'Mars/Olympus' }, 'timeZone', /no time zone/],
  ['a zone that means nothing', { timeZone: 'UTC' }, 'timeZone', /window by the calendar/],
  ['a window of yesterday', { window: 'yesterday' }, 'window', /must be a duration/],
];

const zone = { timezone: 'Europe/Berlin' };
const first = { start: '2026-12-04T23:00', end: '2026-12-07T07:00', recurrence: 'FREQ=WEEKLY' };
const FREEZES: [string, Record<string, unknown>, string, RegExp][] = [
  [
    'an end before its start',
    { ...zone, start: '2026-12-02T00:00', end: '2026-12-01T00:00' },
    'end',
    /after the start/,
  ],
  ['an end as its start', { start: '2026-12-02T00:00:00Z', end: '2026-12-02T00:00:00Z' }, 'end', /after the start/],
  ['an end long ago', { end: '2020-01-01T00:00:00Z' }, 'end', /after now/],
  ['an unknown zone', { ...first, timezone: 'Mars/Olympus' }, 'timezone', /no time zone/],
  ['an offset for a zone', { ...first, timezone: '+02:00' }, 'timezone', /no time zone/],
  ['no zone for a wall clock', first, 'timezone', /is needed/],
  ['windows that overlap', { ...zone, ...first, end: '2026-12-14T07:00' }, 'recurrence', /overlap/],
  [
    'a rule that never happens',
    { ...zone, ...first, recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
    'recurrence',
    /never happens/,
  ],
  ['a rule each minute', { ...zone, ...first, recurrence: 'FREQ=MINUTELY' }, 'recurrence', /must be one of/],
  ['a rule of no words', { ...zone, ...first, recurrence: 'weekly' }, 'recurrence', /RFC 5545/],
  ['an exception that is none', { ...zone, ...first, except: ['2026-12-05'] }, 'except.0', /no window starts/],
  ['no calendar', { ...zone, ical: 'hello' }, 'ical', /no iCalendar/],
];

test('an SLO that means nothing is refused at its field', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const at = `/api/v1/services/${sample.name}/slos/bad`;
  for (const [what, change, path, words] of SLOS) {
    const { errors } = problem(await api.call('PUT', at, slo(change)), 422);
    expect(errors, what).toEqual(expect.arrayContaining([{ path, message: expect.stringMatching(words) }]));
  }
  problem(await api.call('GET', at), 404);
});

test('a freeze that means nothing is refused at its field', async ({ api }) => {
  const at = `/api/v1/freezes/${unique('bad')}`;
  for (const [what, change, path, words] of FREEZES) {
    const { errors } = problem(await api.call('PUT', at, { scope: 'all', reason: 'why', ...change }), 422);
    expect(errors, what).toEqual(expect.arrayContaining([{ path, message: expect.stringMatching(words) }]));
  }
  problem(await api.call('GET', at), 404);
});

test('a policy that can never act, or of what is not there, is refused at its field', async ({ api }) => {
  const put = (body: Record<string, unknown>) => api.call('PUT', `/api/v1/budget-policies/${unique('bad')}`, body);
  const rule = (remainingAtMost: number) => ({ remainingAtMost, effect: 'hold' });
  for (const [body, path] of [
    [{ scope: { service: 'no-such' }, rules: [rule(0)] }, 'scope.service'],
    [{ scope: { tier: 3 }, rules: [rule(0.5), rule(0.1)] }, 'rules.1.remainingAtMost'],
    [{ scope: { tier: 3 }, rules: [{ effect: 'hold' }] }, 'rules.0.remainingAtMost'],
  ] as const)
    expect(problem(await put(body), 422).errors?.map((error) => error.path)).toContain(path);
});
