import { describe, expect, test } from 'vitest';
import { gateSpecSchema } from '@/lib/gates/schema';
import type { Series, SeriesPoint } from '@/lib/telemetry/series-schema';
import { changedParts, publishProblems } from './content';
import { factLines } from './markdown';
import { crossing, whenBack, whenBegan } from './regression';
import { emptyContent, factsSchema, postmortemContentSchema } from './schema';
import { eventWords } from './timeline';

const T = Date.UTC(2026, 10, 19, 14, 28);
const points = (values: (number | null)[], requests = 100): SeriesPoint[] =>
  values.map((value, i) => ({ at: new Date(T + i * 10_000).toISOString(), value, requests, errors: 0 }));
const series = (
  canary: (number | null)[],
  baseline: (number | null)[] = [],
  others: Series['others'] = [],
): Series => ({
  sli: 'error_rate',
  unit: 'ratio',
  from: new Date(T).toISOString(),
  to: new Date(T + 600_000).toISOString(),
  bucketMs: 10_000,
  canary: points(canary),
  baseline: points(baseline),
  others,
});
const above = { sli: 'error_rate', value: 0.01, worse: 'above' } as const;
const seconds = (at: number | null) => (at === null ? null : (at - T) / 1000);

describe('the line a gate draws', () => {
  const gate = (input: object) => gateSpecSchema.parse({ sli: 'error_rate', compare: 'baseline', ...input });
  test.each([
    ['baseline', gate({}), 0.005, 1.5, { sli: 'error_rate', value: 0.0075, worse: 'above' }],
    ['baseline not measured', gate({}), null, 1.5, null],
    ['limit', gate({ compare: 'limit', limit: 0.01 }), null, 0.01, { sli: 'error_rate', value: 0.01, worse: 'above' }],
    [
      'higher is better',
      gate({ sli: 'orders', direction: 'higher_is_better' }),
      10,
      0.8,
      { sli: 'orders', value: 8, worse: 'below' },
    ],
  ])('%s', (_name, spec, baseline, bound, expected) => {
    expect(crossing(spec, baseline, bound)).toEqual(expected);
  });
});

describe('when it began', () => {
  test.each([
    ['bad from the third bucket on', [0, 0, 0.02, 0.03, 0.02], 50, 20],
    ['one good bucket inside is noise', [0, 0, 0.02, 0, 0.02], 50, 20],
    ['two good ones end the run', [0.02, 0, 0, 0.02, 0.02], 50, 30],
    ['gaps are skipped', [0, 0.02, null, null, 0.02], 50, 10],
    ['never past the limit', [0, 0, 0], 30, null],
    ['what came after detection does not count', [0, 0, 0.02, 0.02], 20, null],
    ['no samples', [], 50, null],
  ])('%s', (_name, canary, detected, expected) => {
    expect(seconds(whenBegan(series(canary), above, T, T + detected * 1000))).toBe(expected);
  });

  test('never before the exposure', () => {
    expect(seconds(whenBegan(series([0.02, 0.02, 0.02]), above, T + 5_000, T + 30_000))).toBe(5);
  });

  test('below the line, where higher is better', () => {
    expect(seconds(whenBegan(series([10, 10, 5, 5]), { sli: 'orders', value: 8, worse: 'below' }, T, T + 40_000))).toBe(
      20,
    );
  });
});

describe('when it was back', () => {
  test.each([
    ['the first whole bucket within the limit', series([0.05, 0.05, 0.05], [0, 0, 0, 0]), 15, 30],
    ['all versions count', series([], [0, 0], [{ version: 'x', points: points([0.5, 0.5, 0]) }]), 0, 20],
    ['not yet', series([0.5, 0.5], []), 0, null],
    ['nothing after', series([0], [0]), 100, null],
  ])('%s', (_name, given, confirmed, expected) => {
    expect(seconds(whenBack(given, above, T + confirmed * 1000))).toBe(expected);
  });
});

describe('events in words', () => {
  const plan = {
    steps: [
      { ring: 'internal', exposure: 100, hold: '1m' },
      { ring: 'broad', exposure: 5, hold: '1m' },
    ],
  };
  const person = { kind: 'user', person: 'x', name: 'Jo Park' };
  test.each([
    ['exposure.confirmed', { step: 1, exposure: 5, observed: 5 }, null, 'provider confirmed broad 5\u202f%'],
    ['gate.failed', { gate: 'errors' }, '3.1× baseline', 'gate errors failed: 3.1× baseline'],
    ['release.paused', { by: 'Rampart' }, 'errors fail', 'paused by Rampart: errors fail'],
    ['rollback.commanded', { by: 'Jo Park' }, null, 'rollback asked by a person'],
    ['rollback.confirmed', { observed: 0 }, null, 'provider confirmed 0\u202f%'],
    ['something.never_heard_of', {}, 'why', 'something never heard of: why'],
  ])('%s', (type, data, reason, expected) => {
    expect(eventWords({ type, data, reason, actor: person }, plan)).toBe(expected);
  });

  test('names nobody', () => {
    expect(eventWords({ type: 'release.created', data: {}, reason: null, actor: person }, plan)).not.toContain(
      'Jo Park',
    );
  });
});

test('publishing needs an owner and a due date for each action', () => {
  const action = (extra: object) => ({ type: 'prevent', text: 'Roll back', ...extra });
  const content = postmortemContentSchema.parse({
    actions: [action({ owner: 'Jo', due: '2026-11-27' }), action({ owner: '' }), action({ due: '2026-11-27' })],
  });
  expect(publishProblems(content).map(({ path }) => path)).toEqual([
    'content.actions.1.owner',
    'content.actions.1.due',
    'content.actions.2.owner',
  ]);
  expect(publishProblems(emptyContent())).toEqual([]);
});

test('which parts changed', () => {
  expect(changedParts(emptyContent(), { ...emptyContent(), summary: 'x', wentWell: 'y' })).toEqual([
    'summary',
    'wentWell',
  ]);
});

describe('the facts of what Rampart decided by itself', () => {
  test('say the reason once, and "at once" instead of 0 s later', () => {
    const facts = factsSchema.parse({
      service: 'checkout',
      version: '2.4.1',
      baselineVersion: '2.4.0',
      plan: 'standard',
      mechanism: 'canary',
      commit: null,
      artifact: null,
      owner: 'storefront',
      tier: 1,
      decidedBy: 'Rampart',
      automatic: true,
      reason: 'errors: 5× baseline',
      gates: [
        {
          name: 'errors',
          sli: 'error_rate',
          why: '5× baseline',
          canary: 0.05,
          baseline: 0.01,
          effect: 5,
          bound: 1.5,
          at: '2026-11-21T12:01:00.000Z',
        },
      ],
      exposure: { ring: 'early', percent: 10, exposedMs: 61_000, lastStepMs: 61_000 },
      impact: { requests: 100, errors: 5, expectedErrors: 1, extraErrors: 4, usersAffected: null },
      times: {
        exposedAt: '2026-11-21T12:00:00.000Z',
        regressionBeganAt: '2026-11-21T12:00:10.000Z',
        detectedAt: '2026-11-21T12:01:00.000Z',
        commandedAt: '2026-11-21T12:01:00.000Z',
        confirmedAt: '2026-11-21T12:01:00.700Z',
        backAt: null,
        recoveredAt: null,
      },
    });
    const lines = new Map(factLines(facts));
    expect(lines.get('Decided')).toBe('at once by Rampart');
    expect(lines.get('Confirmed')?.replaceAll('\u202f', ' ')).toBe('0 % after 700 ms');
  });
});
