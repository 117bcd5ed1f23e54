import { describe, expect, it } from 'vitest';
import { NARROW } from '@/lib/format/number';
import type { GateOutlook, StepOutlook } from '@/lib/plans/assess/schema';
import { EMPTY_PLAN, specOf } from './draft';
import { adviceLabel, chanceText, holdText, isWeak, smallestFor, weakestOf, withAdvice } from './outlook-words';

const text = (words: string) => words.replaceAll(NARROW, ' ');

it('durations and chances as people say them', () => {
  expect([null, '45m', '1h50m', '9h', '2d4h', '90s'].map((hold) => text(holdText(hold)))).toEqual([
    'over 30 days',
    '45 min',
    '1 h 50 min',
    '9 h',
    '2 d 4 h',
    '90 s',
  ]);
  expect([0, 0.001, 0.29, 0.997, 1, null, undefined].map(chanceText)).toEqual([
    '0 of 100',
    'fewer than 1 of 100',
    '29 of 100',
    '99 of 100',
    '100 of 100',
    '–',
    '–',
  ]);
});

describe('advice', () => {
  it('says what it does, and does it to the one step', () => {
    const hold = { kind: 'hold', hold: '45m' } as const;
    const more = { kind: 'exposure', exposure: 20, hold: '40m' } as const;
    const soak = { kind: 'soak' } as const;
    expect([hold, more, soak].map((advice) => text(adviceLabel(advice)))).toEqual([
      'Hold 45 min',
      'Expose 20 %, hold 40 min',
      'Make it a soak, no gates',
    ]);
    expect(withAdvice(EMPTY_PLAN, 1, hold).steps.map((step) => step.hold)).toEqual(['10m', '45m', '10m', '10m']);
    expect(withAdvice(EMPTY_PLAN, 0, more).steps[0]).toMatchObject({ exposure: '20', hold: '40m' });
    expect(withAdvice(EMPTY_PLAN, 0, soak).steps[0]?.gates).toEqual([]);
    expect(withAdvice(EMPTY_PLAN, 0, soak).steps[1]).toBe(EMPTY_PLAN.steps[1]);
  });

  it('leaves a draft that can be put', () => {
    const draft = withAdvice(EMPTY_PLAN, 0, { kind: 'exposure', exposure: 20, hold: '40m' });
    expect(specOf(draft).steps).toMatchObject([{ exposure: 20, hold: '40m' }, {}, {}, {}]);
  });
});

it('weak steps want an eye, and are judged by their weakest gate', () => {
  const gate = (name: string): GateOutlook => ({
    gate: name,
    sli: 'error_rate',
    heldAgainst: 'baseline',
    smallest: 2,
    what: 'a doubled error rate',
    level: 'weak',
    catches: null,
    passes: null,
    sentence: '',
  });
  const step: StepOutlook = {
    index: 0,
    ring: 'early',
    exposure: 5,
    hold: '10m',
    share: 0.05,
    perMinute: { canary: 60, baseline: 1140 },
    gates: [gate('a'), gate('b')],
    weakest: 'b',
    level: 'weak',
    sentence: '',
    suggestion: null,
  };
  expect(weakestOf(step)).toBe(step.gates[1]);
  expect(weakestOf({ ...step, weakest: null })).toBeNull();
  expect((['good', 'fair', 'weak', 'blind', 'unknown'] as const).filter((level) => isWeak({ level }))).toEqual([
    'weak',
    'blind',
  ]);
  expect(smallestFor('usual', ['error_rate'])).toEqual({});
  expect(smallestFor('3', ['error_rate', 'latency_p95', 'orders', ''])).toEqual({ error_rate: 3, latency_p95: 3 });
});
