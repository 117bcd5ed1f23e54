import { describe, expect, it } from 'vitest';
import type { Release } from '@/lib/releases/schema';
import { cellHeight, railGroups, railView } from './view';

type RailRelease = Parameters<typeof railView>[0];

const STEPS: Release['steps'] = [
  { ring: 'internal', exposure: 100, hold: '10m', gates: 0, approvals: 0, approved: 0 },
  { ring: 'early', exposure: 25, hold: '15m', gates: 3, approvals: 0, approved: 0 },
  { ring: 'early', exposure: 100, hold: '15m', gates: 3, approvals: 0, approved: 0 },
  { ring: 'broad', exposure: 5, hold: '30m', gates: 3, approvals: 2, approved: 1 },
];

function release(status: Release['status'], index: number, change: Partial<RailRelease> = {}): RailRelease {
  const step = STEPS[index];
  const exposure = step?.exposure ?? 0;
  return {
    status,
    steps: STEPS,
    step: { index, count: 4, ring: step?.ring ?? '', exposure, startedAt: null, holdEndsAt: null },
    exposure: { desired: exposure, observed: exposure, generation: 1, confirmedAt: null },
    hold: { totalMs: 900_000, elapsedMs: 450_000, extendedMs: 0, atMostMs: 0, running: true },
    ...change,
  };
}

it('writes holds as everything else writes spans', () => {
  const steps = STEPS.map((step, i) => ({ ...step, hold: i === 0 ? '1h30m' : step.hold }));
  expect(railView(release('holding', 1, { steps })).cells.map(({ note }) => note)).toEqual([
    '1\u202fh 30\u202fmin',
    '15\u202fmin',
    '15\u202fmin',
    '30\u202fmin',
  ]);
});

const states = (value: RailRelease) => railView(value).cells.map((cell) => cell.state);

describe('railView', () => {
  it.each<[Release['status'], number, string[]]>([
    ['pending', 0, ['future', 'future', 'future', 'future']],
    ['applying', 0, ['current', 'future', 'future', 'future']],
    ['holding', 1, ['passed', 'current', 'future', 'future']],
    ['awaiting_approval', 3, ['passed', 'passed', 'passed', 'future']],
    ['paused', 2, ['passed', 'passed', 'current', 'future']],
    ['rolling_back', 1, ['passed', 'current', 'future', 'future']],
    ['rollback_failed', 1, ['passed', 'current', 'future', 'future']],
    ['rolled_back', 1, ['reverted', 'reverted', 'future', 'future']],
    ['completed', 3, ['done', 'done', 'done', 'done']],
    ['cancelled', 0, ['future', 'future', 'future', 'future']],
  ])('%s at step %i', (status, index, expected) => expect(states(release(status, index))).toEqual(expected));

  it('turns to outlines only when the provider confirmed 0 %', () => {
    const exposure = { desired: 0, observed: 0, generation: 2, confirmedAt: null };
    expect(states(release('rolling_back', 1, { exposure }))[1]).toBe('reverted');
  });

  it('hatches an exposure that nobody has reported', () => {
    const exposure = { desired: 25, observed: null, generation: 2, confirmedAt: null };
    expect(states(release('holding', 1, { exposure }))[1]).toBe('unknown');
  });

  it('fills by share of the hold, an extension only the last fifth', () => {
    expect(railView(release('holding', 1)).cells[1]?.fill).toBeCloseTo(0.5);
    const hold = { totalMs: 2_700_000, elapsedMs: 1_800_000, extendedMs: 1_800_000, atMostMs: 0, running: true };
    const cell = railView(release('holding', 1, { hold })).cells[1];
    expect(cell?.extended).toBe(true);
    expect(cell?.fill).toBeCloseTo(0.9);
  });

  it('fills nothing of a step that the provider has not confirmed: the hold is of the step before', () => {
    const hold = { totalMs: 900_000, elapsedMs: 900_000, extendedMs: 0, atMostMs: 0, running: false };
    expect(railView(release('applying', 1, { hold })).cells[1]?.fill).toBe(0);
    const completing = {
      index: 3,
      count: 4,
      ring: 'broad',
      exposure: 100,
      startedAt: '2026-01-02T03:04:05Z',
      holdEndsAt: null,
    };
    expect(railView(release('applying', 3, { hold, step: completing })).cells[3]?.fill).toBe(1);
  });

  it('shows missing approvals before their step, with the number', () =>
    expect(railView(release('holding', 1)).cells[3]?.mark).toEqual({ kind: 'missing', count: 1 }));

  it('marks drift at the seen height', () => {
    const exposure = { desired: 25, observed: 5, generation: 2, confirmedAt: null };
    expect(railView(release('holding', 1, { exposure })).cells[1]?.seen).toBe(5);
  });

  it('says itself in words', () =>
    expect(railView(release('holding', 1)).text.replaceAll('\u202f', ' ')).toBe(
      'Step 2 of 4, early ring. Asked 25 %, provider reports 25 %. Next: early 100 %.',
    ));
});

describe('geometry', () => {
  it.each([
    [1, 6],
    [5, 8],
    [25, 12],
    [50, 15],
    [100, 20],
  ])('%i %% is about %i px high', (exposure, height) => expect(Math.round(cellHeight(exposure))).toBe(height));

  it('folds passed rings when there are more than nine steps', () => {
    const cells = railView(release('holding', 1)).cells;
    const many = ['a', 'b', 'c', 'd'].flatMap((ring) =>
      [0, 1, 2].map(() => ({
        ...(cells[0] as (typeof cells)[number]),
        ring,
        state: ring === 'a' ? ('passed' as const) : ('future' as const),
      })),
    );
    expect(railGroups(many).map((group) => group.folded)).toEqual([true, false, false, false]);
  });
});
