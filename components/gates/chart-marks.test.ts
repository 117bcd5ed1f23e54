import { describe, expect, it } from 'vitest';
import { auditEvent, NOW, release } from '@/components/releases/testing/release';
import { eventsOf, holdsOf, previousLine } from './chart-marks';

const MINUTE = 60_000;
const iso = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();
const event = (type: string, minutes: number, step?: number) =>
  auditEvent(type, minutes, step === undefined ? {} : { step });

// Newest first, as the page has them: two steps behind it, and the one that runs since three minutes.
const EVENTS = [
  event('exposure.confirmed', -3, 2),
  event('release.advanced', -4),
  event('exposure.confirmed', -40, 1),
  event('release.advanced', -41),
  event('exposure.confirmed', -80, 0),
];
const told = (holds: ReturnType<typeof holdsOf>) =>
  holds.map(({ from, to, label }) => [(from - NOW) / MINUTE, (to - NOW) / MINUTE, label.replace('\u202f', ' ')]);

describe('holds', () => {
  it('are shaded from each confirmation to what came next, and the one that runs', () => {
    expect(told(holdsOf(release(), EVENTS, NOW))).toEqual([
      [-80, -41, 'hold 30 min'],
      [-40, -4, 'hold 30 min'],
      [-3, 0, 'hold 30 min'],
    ]);
  });

  it('end where the clock was stopped, and move by as long as it stood', () => {
    const since = release({ step: { ...release().step, startedAt: iso(-20), holdEndsAt: null } });
    const at = { totalMs: 10 * MINUTE, elapsedMs: MINUTE, extendedMs: 0, atMostMs: 0 };
    const confirmed = [event('exposure.confirmed', -20, 2)];
    const last = (change: Partial<typeof since>) => told(holdsOf({ ...since, ...change }, confirmed, NOW)).at(-1);
    expect(last({ hold: { ...at, running: false } })).toEqual([-20, -19, 'hold 10 min']);
    const again = { ...since.step, holdEndsAt: iso(5) };
    expect(last({ hold: { ...at, elapsedMs: 5 * MINUTE, running: true }, step: again })).toEqual([
      -20,
      0,
      'hold 10 min',
    ]);
  });

  it('end where a release was taken back, and none runs then', () => {
    const back = release({ hold: null, step: { ...release().step, startedAt: null } });
    const events = [event('rollback.commanded', -1), ...EVENTS];
    expect(told(holdsOf(back, events, NOW)).at(-1)).toEqual([-3, -1, 'hold 30 min']);
  });
});

it('puts what else happened on the axis, a bar where it has a length', () => {
  const moments = [
    { kind: 'freeze' as const, at: iso(-20), until: null, words: 'freeze: quarter end', path: '/freezes' },
    { kind: 'deploy' as const, at: iso(-10), until: null, words: 'search 8 → early 25 %', path: '/releases/1' },
  ];
  expect(eventsOf([event('gate.failed', -2)], moments)).toEqual([
    { at: NOW - 2 * MINUTE, kind: 'verdict', label: 'a gate failed' },
    { at: NOW - 20 * MINUTE, kind: 'freeze', label: 'freeze: quarter end', until: null },
    { at: NOW - 10 * MINUTE, kind: 'deploy', label: 'search 8 → early 25 %' },
  ]);
});

it('draws the release before only where it has values', () => {
  const point = (minutes: number, value: number | null) => ({ at: iso(minutes), value, requests: 1, errors: 0 });
  const previous = { id: 'x', version: '2.4.0', status: 'completed', step: 2, stepStartedAt: iso(-90) };
  expect(previousLine({ previous, points: [point(-3, 0.1), point(-2, null)] })).toEqual({
    name: '2.4.0',
    points: [{ t: NOW - 3 * MINUTE, value: 0.1 }],
  });
  expect(previousLine({ previous: null, points: [] })).toBeNull();
  expect(previousLine(undefined)).toBeNull();
});
