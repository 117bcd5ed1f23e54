import { describe, expect, it } from 'vitest';
import type { Principal } from '@/lib/access/principal';
import type { ActionName, Status } from '../schema';
import type { Action, Decision, Refusal, ReleaseState, Snapshot } from '../state';
import { ACTIONS } from '../status';
import { act, viewOf } from './act';
import { offeredActions } from './allowed';
import { at, command, evaluation, MINUTE, plan, snapshot, T0 } from './testing/snapshots';

const jo: Principal = { kind: 'user', person: 'jo', name: 'Jo Park' };
const ana: Principal = { kind: 'user', person: 'ana', name: 'Ana Ruiz' };
const ask = (name: Action['name'], snap: Snapshot, more: Partial<Action> = {}, now = T0 + 6 * MINUTE) =>
  act(snap, { name, actor: jo, reason: 'because', ...more }, now);
const isRefusal = (answer: Decision | Refusal): answer is Refusal => 'refused' in answer;
const statusAfter = (answer: Decision | Refusal): string => (isRefusal(answer) ? answer.refused : answer.next.status);
const commands = (answer: Decision | Refusal) =>
  isRefusal(answer) ? [] : answer.effects.filter((effect) => effect.kind === 'command');

/** Every status × every action of lifecycle.md: the status afterwards; what is not named is a conflict. Newest sample is fresh. */
const fresh = { newestCanaryAt: T0 + 6 * MINUTE };
const current = { service: { currentReleaseId: 'r1' } };
const rows: [string, Snapshot, Partial<Record<ActionName, Status>>][] = [
  ['pending', snapshot(), { pause: 'paused', cancel: 'cancelled', approve: 'pending' }],
  [
    'awaiting approval of the first step',
    snapshot({
      state: at.awaitingFirst,
      release: { plan: plan({ steps: [{ ring: 'all', exposure: 100, hold: '1m', approval: { count: 1 } }] }) },
    }),
    { pause: 'paused', cancel: 'cancelled', approve: 'awaiting_approval', reject: 'cancelled', override: 'applying' },
  ],
  [
    'awaiting approval, exposed',
    snapshot({ state: { ...at.awaiting, blockers: [{ kind: 'approval', detail: '', since: '' }] }, ...fresh }),
    { pause: 'paused', rollback: 'rolling_back', approve: 'awaiting_approval', reject: 'paused', override: 'applying' },
  ],
  ['applying', snapshot({ state: at.applying, ...fresh }), { pause: 'paused', rollback: 'rolling_back' }],
  [
    'holding',
    snapshot({ state: at.holding, ...fresh }),
    { advance: 'applying', pause: 'paused', rollback: 'rolling_back', override: 'applying' },
  ],
  [
    'paused, exposed',
    snapshot({ state: at.paused, ...fresh }),
    { resume: 'holding', rollback: 'rolling_back', override: 'holding' },
  ],
  [
    'paused, nobody sees it',
    snapshot({ state: at.pausedDark }),
    { resume: 'pending', cancel: 'cancelled', override: 'pending' },
  ],
  ['rolling back', snapshot({ state: at.rollingBack }), { rollback: 'rolling_back' }],
  ['rollback failed', snapshot({ state: at.rollbackFailed }), { rollback: 'rollback_failed' }],
  ['rolled back', snapshot({ state: at.rolledBack }), { rollback: 'rolled_back' }],
  ['completed, present version', snapshot({ state: at.completed, ...current }), { rollback: 'rolling_back' }],
  ['completed, not the present version', snapshot({ state: at.completed }), {}],
  ['cancelled', snapshot({ state: at.cancelled }), {}],
  ['superseded', snapshot({ state: at.superseded }), {}],
];

describe.each(rows)('%s', (_, snap, expected) => {
  it.each(ACTIONS)('%s', (name) => {
    const answer = ask(name, snap);
    expect(statusAfter(answer)).toBe(expected[name] ?? 'conflict');
    if (isRefusal(answer)) expect(answer.detail).not.toBe('');
  });
});

describe('rollback', () => {
  it('commands 0 under a new generation and is idempotent', () => {
    const first = ask('rollback', snapshot({ state: at.holding }));
    expect(commands(first)).toMatchObject([{ action: 'rollback', exposure: 0, generation: 2, raising: false }]);
    expect(commands(ask('rollback', snapshot({ state: at.rollingBack })))).toEqual([]);
    expect(commands(ask('rollback', snapshot({ state: at.rolledBack })))).toEqual([]);
  });
  it('is never blocked by freeze, missing data, or an unreachable provider', () => {
    const snap = snapshot({
      state: at.holding,
      newestCanaryAt: null,
      gates: [evaluation('errors', 'no_data')],
      freezes: [{ kind: 'freeze', detail: 'quarter end', since: T0 }],
      provider: { observed: null, generation: null, at: null, error: 'ECONNREFUSED', errorSince: T0 },
    });
    expect(statusAfter(ask('rollback', snap))).toBe('rolling_back');
  });
  it('retries at once when it had failed', () => {
    const answer = ask('rollback', snapshot({ state: at.rollbackFailed }));
    expect(isRefusal(answer) ? [] : answer.effects.map((effect) => effect.kind)).toContain('retry');
  });
  it('of a completed release is refused after its window, and while another is exposed', () => {
    const eightDays = T0 + 8 * 24 * 60 * MINUTE;
    expect(statusAfter(ask('rollback', snapshot({ state: at.completed, ...current }), {}, eightDays))).toBe('conflict');
    const busy = snapshot({
      state: at.completed,
      ...current,
      siblings: [{ id: 'r2', version: '3', status: 'holding', exposed: true, newer: true, line: '' }],
    });
    expect(statusAfter(ask('rollback', busy))).toBe('conflict');
  });
  it('sets every ring to 0 where rings are addressed', () => {
    const ringPlan = plan({
      mechanism: 'ring',
      steps: [
        { ring: 'a', exposure: 100, hold: '1m' },
        { ring: 'b', exposure: 10, hold: '1m' },
        { ring: 'b', exposure: 100, hold: '1m' },
      ],
    });
    const snap = snapshot({
      state: { ...at.holding, step: 1, confirmed: { step: 1, at: T0, observed: 1000 } },
      release: { plan: ringPlan },
    });
    expect(commands(ask('rollback', snap))).toMatchObject([
      {
        targets: [
          { ring: 'a', exposure: 0 },
          { ring: 'b', exposure: 0 },
        ],
      },
    ]);
  });
});

describe('advance', () => {
  it('writes down why the hold was not waited for', () => {
    const answer = ask('advance', snapshot({ state: at.holding, ...fresh, gates: [] }), { reason: 'quiet evening' });
    const facts = isRefusal(answer) ? [] : answer.effects.filter((effect) => effect.kind === 'audit');
    expect(facts).toContainEqual(expect.objectContaining({ type: 'hold.shortened', reason: 'quiet evening' }));
  });

  it.each([
    ['an open gate', { gates: [evaluation('errors', 'inconclusive')] }],
    ['missing data', { gates: [evaluation('errors', 'no_data')] }],
    ['a freeze', { freezes: [{ kind: 'freeze' as const, detail: 'x', since: T0 }] }],
    [
      'drift',
      {
        command: command({ acceptedAt: T0, status: 'accepted' }),
        provider: { observed: 100, generation: 1, at: T0 + 1, error: null, errorSince: null },
      },
    ],
  ])('is refused by %s', (_, change) => {
    expect(statusAfter(ask('advance', snapshot({ state: at.holding, ...fresh, ...change })))).toBe('conflict');
  });
  it('asks for approval where the next step needs one', () => {
    const snap = snapshot({
      state: { ...at.holding, step: 1, desired: 2500, confirmed: { step: 1, at: T0, observed: 2500 } },
      ...fresh,
    });
    expect(statusAfter(ask('advance', snap))).toBe('awaiting_approval');
  });
});

describe('approval', () => {
  it('of the one who asked is refused where it would be the only one', () => {
    expect(statusAfter(ask('approve', snapshot({ state: at.awaiting }), { actor: ana }))).toBe('forbidden');
  });
  it('counts the one who asked as one of two', () => {
    const two = plan({ steps: [{ ring: 'all', exposure: 100, hold: '1m', approval: { count: 2 } }] });
    const snap = snapshot({ state: at.awaitingFirst, release: { plan: two } });
    expect(statusAfter(ask('approve', snap, { actor: ana }))).toBe('awaiting_approval');
  });
  it('twice by the same person has one effect', () => {
    const approvals = [{ step: 2, person: 'jo', name: 'Jo Park', decision: 'approve' as const, at: T0 }];
    const answer = ask('approve', snapshot({ state: at.awaiting, approvals }));
    expect(isRefusal(answer) ? null : answer.effects).toEqual([]);
  });
});

describe('resume', () => {
  it('keeps what was left of the hold, and never less than initialDelay', () => {
    const answer = ask('resume', snapshot({ state: at.paused, ...fresh }));
    expect(isRefusal(answer) ? null : answer.next.hold).toMatchObject({
      countedMs: MINUTE,
      runningSince: T0 + 6 * MINUTE,
    });
    const slow = plan({ gates: { errors: { sli: 'error_rate', compare: 'baseline', initialDelay: '2m' } } });
    const late = snapshot({
      state: { ...at.paused, hold: { startedAt: T0, countedMs: 5 * MINUTE, runningSince: null, extendedMs: 0 } },
      release: { plan: slow },
    });
    const resumed = ask('resume', late);
    expect(isRefusal(resumed) ? null : resumed.next.hold?.countedMs).toBe(3 * MINUTE);
  });
  it('looks afresh at a failed gate, but not at a critical one', () => {
    const failed = { at: T0, why: '3×', critical: false, onFail: 'pause' as const };
    const pause = { kind: 'gate' as const, by: 'Rampart', reason: '3×', at: T0, from: 'holding' as const };
    const answer = ask('resume', snapshot({ state: { ...at.paused, pause, fails: { errors: failed } } }));
    expect(isRefusal(answer) ? null : answer.next).toMatchObject({ fails: {}, resets: { errors: T0 + 6 * MINUTE } });
    const critical = ask(
      'resume',
      snapshot({ state: { ...at.paused, pause, fails: { errors: { ...failed, critical: true } } } }),
    );
    expect(statusAfter(critical)).toBe('conflict');
    expect(
      statusAfter(
        ask('override', snapshot({ state: { ...at.paused, pause, fails: { errors: { ...failed, critical: true } } } })),
      ),
    ).toBe('conflict');
  });
  it('after a refusal sends the raise again under a new generation, unless something blocks it', () => {
    const pause = { kind: 'refusal' as const, by: 'Rampart', reason: 'locked', at: T0, from: 'applying' as const };
    const state = { ...at.applying, status: 'paused' as const, desired: 500, pause };
    expect(commands(ask('resume', snapshot({ state, ...fresh })))).toMatchObject([
      { action: 'advance', exposure: 2500, generation: 3, raising: true },
    ]);
    expect(
      statusAfter(ask('resume', snapshot({ state, ...fresh, freezes: [{ kind: 'freeze', detail: 'x', since: T0 }] }))),
    ).toBe('conflict');
  });
});

describe('override', () => {
  it('needs a reason and lifts only what may be lifted', () => {
    expect(statusAfter(act(snapshot({ state: at.holding }), { name: 'override', actor: jo }, T0))).toBe(
      'unprocessable',
    );
    expect(statusAfter(ask('override', snapshot({ state: at.holding }), { blockers: ['queue'] }))).toBe(
      'unprocessable',
    );
  });
  it('lets a frozen release on for one step', () => {
    const frozen = [{ kind: 'freeze' as const, detail: 'x', since: T0 }];
    const snap = snapshot({ state: at.holding, ...fresh, freezes: frozen });
    const answer = ask('override', snap, { blockers: ['freeze'] });
    expect(commands(answer)).toMatchObject([{ action: 'advance', exposure: 2500 }]);
  });
});

describe('a newer release', () => {
  it('supersedes one that nobody sees, and replaces an exposed one by rolling it back', () => {
    expect(statusAfter(ask('supersede', snapshot()))).toBe('superseded');
    expect(statusAfter(ask('supersede', snapshot({ state: at.holding })))).toBe('conflict');
    const replaced = ask('replace', snapshot({ state: at.holding }));
    expect(isRefusal(replaced) ? null : replaced.next).toMatchObject({
      status: 'rolling_back',
      rollback: { outcome: 'superseded' },
    });
  });
});

describe('the buttons a page offers', () => {
  it('are what is allowed, but not a rollback of what is rolled back already', () => {
    const offered = (state: Partial<ReleaseState>) => offeredActions(viewOf(snapshot({ state })), T0);
    expect(offered(at.rolledBack)).toEqual([]);
    expect(offered(at.rollbackFailed)).toEqual(['rollback']);
    expect(offered(at.holding)).toContain('rollback');
  });
});

describe('a second click on what moved the release on', () => {
  const word = (decision: 'approve' | 'reject', step: number) => ({
    approvals: [{ step, person: 'jo', name: 'Jo Park', decision, at: T0 }],
  });
  const given = { step: 1, blockers: ['freeze' as const], by: 'Jo Park', reason: 'r', at: T0 };
  const overridden = snapshot({ state: { ...at.applying, override: given } });
  it.each<[string, Action['name'], Snapshot]>([
    ['approve, on its way', 'approve', snapshot({ state: at.applying, ...word('approve', 1) })],
    ['approve, holding already', 'approve', snapshot({ state: at.holding, ...word('approve', 0) })],
    ['reject', 'reject', snapshot({ state: at.cancelled, ...word('reject', 0) })],
    ['override', 'override', overridden],
  ])('%s: nothing more, and no refusal', (_, name, snap) => {
    const answer = ask(name, snap);
    expect(statusAfter(answer)).toBe(snap.release.state.status);
    expect(isRefusal(answer) ? answer : answer.effects).toEqual([]);
  });
  it.each<[string, Action['name'], Snapshot]>([
    ['of another step', 'approve', snapshot({ state: at.applying, ...word('approve', 0) })],
    ['of another person', 'approve', snapshot({ state: at.applying })],
    ['of what was rejected', 'approve', snapshot({ state: at.applying, ...word('reject', 1) })],
    ['taken back since', 'approve', snapshot({ state: at.rollingBack, ...word('approve', 1) })],
  ])('%s is a conflict', (_, name, snap) => expect(statusAfter(ask(name, snap))).toBe('conflict'));
  it('an override of another person is a conflict', () =>
    expect(statusAfter(ask('override', overridden, { actor: ana }))).toBe('conflict'));
});

it.each([
  ['reason', { reason: undefined }],
  ['until', { until: T0 }],
  ['until', { until: T0 + 49 * 60 * MINUTE }],
  ['blockers', { blockers: ['provider' as const] }],
])('a refused override names the field: %s', (field, more) => {
  const answer = ask('override', snapshot({ state: at.awaiting }), more as Partial<Action>);
  expect(isRefusal(answer) && [answer.refused, answer.field]).toEqual(['unprocessable', field]);
});
