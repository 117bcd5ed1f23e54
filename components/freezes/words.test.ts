import { describe, expect, it } from 'vitest';
import { freezeInputSchema } from '@/lib/freezes/schema';
import { EMPTY_FREEZE, inputOfFreeze, standingOf, untilWords } from './words';

const now = Date.parse('2026-11-19T14:32:10Z');
const freeze = (change = {}) => ({
  active: true,
  start: '2026-11-19T12:00:00Z',
  end: null as string | null,
  liftedAt: null as string | null,
  liftedBy: null as string | null,
  ...change,
});

describe('freezes', () => {
  it.each([
    [freeze(), 'stands', 'until someone lifts it'],
    [freeze({ end: '2026-11-19T16:32:10Z' }), 'stands', 'until 16:32:10 (in 2 h)'],
    [freeze({ active: false, start: '2026-11-20T07:00:00Z' }), 'to come', 'from Fri 07:00, until someone lifts it'],
    [freeze({ active: false, liftedAt: '2026-11-19T14:00:00Z', liftedBy: 'Ana' }), 'over', 'lifted by Ana 14:00:00'],
    [freeze({ active: false, end: '2026-11-19T14:00:00Z' }), 'over', 'ended 14:00:00'],
  ])('%#', (value, standing, words) => {
    expect(standingOf(value, now)).toBe(standing);
    expect(untilWords(value, now).replaceAll('\u202f', ' ')).toBe(words);
  });

  it('reads typed times as UTC', () =>
    expect(
      freezeInputSchema.parse(
        inputOfFreeze({ ...EMPTY_FREEZE, scope: 'checkout', end: '2026-11-23T07:00', reason: 'x' }),
      ),
    ).toMatchObject({ scope: { service: 'checkout' }, end: '2026-11-23T07:00:00Z', reason: 'x' }));
});
