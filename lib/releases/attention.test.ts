import { describe, expect, it } from 'vitest';
import { attentionClass, attentionPriority, verdictOf } from './attention';
import { at, evaluation, T0 } from './machine/testing/snapshots';
import type { BlockerKind } from './schema';
import { initialState, type ReleaseState } from './state';
import { exposedPercent } from './view';

const block = (...kinds: BlockerKind[]) => kinds.map((kind) => ({ kind, detail: '', since: '' }));
const classOf = (
  state: Partial<ReleaseState>,
  gates = [evaluation('errors', 'pass')],
  observed: number | null = null,
) => attentionClass({ ...initialState(), ...state }, gates, observed);

describe('class: the first row that matches', () => {
  it.each([
    [9, 'rollback failed', at.rollbackFailed, 'fail'],
    [8, 'failing and seen', at.holding, 'fail'],
    [7, 'rolling back', at.rollingBack, 'fail'],
    [6, 'one click moves it', { ...at.awaiting, blockers: block('approval') }, 'pass'],
    [5, 'an approval counts, a gate is still open', { ...at.awaiting, blockers: block('approval', 'gate') }, 'pass'],
    [1, 'approved, a gate is still open', { ...at.awaiting, blockers: block('gate') }, 'inconclusive'],
    [4, 'neither would move it', { ...at.awaiting, blockers: block('approval', 'gate', 'freeze') }, 'pass'],
    [4, 'an approval would not move it', { ...at.awaiting, blockers: block('approval', 'freeze') }, 'pass'],
    [5, 'no data', { ...at.holding, blockers: block('no_data') }, 'no_data'],
    [5, 'paused by a person', at.paused, 'pass'],
    [4, 'frozen', { ...at.holding, blockers: block('freeze') }, 'pass'],
    [3, 'extended', { ...at.holding, hold: { ...at.holding.hold, extendedMs: 1 } }, 'inconclusive'],
    [2, 'holding', at.holding, 'pass'],
    [2, 'applying', at.applying, 'pass'],
    [1, 'pending', at.pending, 'pass'],
    [0, 'completed', at.completed, 'fail'],
  ] as const)('%i %s', (expected, _, state, verdict) => {
    expect(classOf(state as Partial<ReleaseState>, [evaluation('errors', verdict)])).toBe(expected);
  });
  it('puts what is half proven worse before what merely holds', () => {
    const evidence = {
      ...{ worse: 0.5, fine: 0, logWorse: 1.5, logFine: -1, needWorse: 3, needFine: 3, alpha: 0.05, spent: 1 },
      ...{ dispersion: null, edgeMs: null },
    };
    expect(classOf(at.holding, [evaluation('errors', 'inconclusive', { evidence })])).toBe(3);
    expect(
      classOf(at.holding, [evaluation('errors', 'inconclusive', { evidence: { ...evidence, worse: 0.49 } })]),
    ).toBe(2);
  });
  it('does not call it hurting while nobody sees it', () => {
    expect(classOf({ ...at.paused, desired: 500 }, [evaluation('errors', 'fail')], 0)).toBe(5);
  });
});

it('orders by tier, exposure, harm and waiting, as in the drawn overview', () => {
  const now = T0 / 60_000;
  const p = (tier: number, exposedPercent: number, extraFailures: number | null, minutes: number) =>
    attentionPriority({ tier, exposedPercent, extraFailures, sinceMs: T0 - minutes * 60_000 }) + now;
  expect(p(1, 15, 115, 6)).toBe(891);
  expect(p(1, 15, 36, 3)).toBe(828);
});

it('weighs a ring by its share, or by how far out it is', () => {
  const steps = ['internal', 'early', 'broad'].map((ring) => ({
    ring,
    exposure: 100,
    hold: '1m',
    gates: 0,
    approvals: 0,
    approved: 0,
  }));
  const release = {
    mechanism: 'ring' as const,
    steps,
    step: { ring: 'early' } as never,
    exposure: { desired: 50, observed: null, generation: 1, confirmedAt: null },
  };
  expect(exposedPercent(release)).toBeCloseTo(100 / 3);
  expect(exposedPercent(release, { internal: 0.01, early: 0.1, broad: 0.89 })).toBeCloseTo(6);
  expect(exposedPercent({ ...release, mechanism: 'canary' })).toBe(50);
});

it('takes the worst verdict', () => {
  expect(verdictOf([evaluation('a', 'pass'), evaluation('b', 'no_data'), evaluation('c', 'inconclusive')])).toBe(
    'no_data',
  );
  expect(verdictOf([])).toBeNull();
});
