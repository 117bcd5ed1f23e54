import { describe, expect, it } from 'vitest';
import type { Decision } from '../state';
import { decide, mayRaise } from './decide';
import { at, command, evaluation, MINUTE, passing, plan, snapshot, T0 } from './testing/snapshots';

const commands = (decision: Decision) => decision.effects.filter((effect) => effect.kind === 'command');
const audits = (decision: Decision) =>
  decision.effects.flatMap((effect) => (effect.kind === 'audit' ? [effect.type] : []));
const kinds = (decision: Decision) => decision.next.blockers.map((blocker) => blocker.kind);
const frozen = [{ kind: 'freeze' as const, detail: 'quarter end', since: T0, until: T0 + 60 * MINUTE }];
const end = T0 + 5 * MINUTE + 1;
const readBack = (observed: number, at_ = T0 + 2, generation: number | null = null) => ({
  observed,
  generation,
  at: at_,
  error: null,
  errorSince: null,
});

describe('pending', () => {
  it('starts by itself at the first step', () => {
    const decision = decide(snapshot(), T0);
    expect(decision.next).toMatchObject({ status: 'applying', step: 0, desired: 500, generation: 1, startedAt: T0 });
    expect(commands(decision)).toMatchObject([
      { action: 'start', exposure: 500, raising: true, targets: [{ ring: 'internal', exposure: 500 }] },
    ]);
  });
  it.each([
    ['schedule', { release: { startAt: T0 + MINUTE } }],
    ['deployment', { release: { deployed: false } }],
    ['freeze', { freezes: frozen }],
    [
      'queue',
      {
        siblings: [
          { id: 'r0', version: '2.4.0', status: 'holding' as const, exposed: true, newer: false, line: 'Holding' },
        ],
      },
    ],
  ])('waits with blocker %s', (kind, change) => {
    const decision = decide(snapshot(change), T0);
    expect(decision.next.status).toBe('pending');
    expect(kinds(decision)).toEqual([kind]);
    expect(commands(decision)).toEqual([]);
  });
  it('asks for approval first where the first step needs it', () => {
    const one = plan({ steps: [{ ring: 'all', exposure: 100, hold: '1m', approval: { count: 1 } }] });
    const decision = decide(snapshot({ release: { plan: one } }), T0);
    expect(decision.next).toMatchObject({ status: 'awaiting_approval', step: 0, desired: 0 });
    expect(audits(decision)).toContain('approval.asked');
  });
});

describe('awaiting approval', () => {
  const approvals = [{ step: 2, person: 'jo', name: 'Jo', decision: 'approve' as const, at: T0 }];
  it('goes on when complete', () => {
    const decision = decide(snapshot({ state: at.awaiting, approvals }), T0);
    expect(decision.next).toMatchObject({ status: 'applying', step: 2, desired: 10_000 });
  });
  it.each([
    [
      'the only approval is by who created it',
      { approvals: [{ ...approvals[0], person: 'ana' }] as typeof approvals },
      ['approval'],
    ],
    ['a freeze stands', { approvals, freezes: frozen }, ['freeze']],
    [
      'a gate of the step before is no longer satisfied',
      { approvals, gates: [evaluation('errors', 'inconclusive'), evaluation('latency', 'pass')] },
      ['gate'],
    ],
  ])('stays when %s', (_, change, blockers) => {
    const decision = decide(snapshot({ state: at.awaiting, ...change }), T0);
    expect(decision.next.status).toBe('awaiting_approval');
    expect(kinds(decision)).toEqual(blockers);
  });
  it('is over after its time: cancelled unseen, paused when exposed', () => {
    const within = { count: 1, within: '10m' };
    const first = plan({ steps: [{ ring: 'all', exposure: 100, hold: '1m', approval: within }] });
    const late = T0 + 11 * MINUTE;
    expect(decide(snapshot({ state: at.awaitingFirst, release: { plan: first } }), late).next.status).toBe('cancelled');
    const later = plan({
      steps: [
        { ring: 'a', exposure: 5, hold: '1m' },
        { ring: 'b', exposure: 25, hold: '1m' },
        { ring: 'c', exposure: 100, hold: '1m', approval: within },
      ],
    });
    expect(
      decide(snapshot({ state: at.awaiting, release: { plan: later }, newestCanaryAt: late }), late).next.status,
    ).toBe('paused');
  });
  it('rolls back when gates fail meanwhile', () => {
    const decision = decide(
      snapshot({ state: at.awaiting, gates: [evaluation('errors', 'fail', { critical: true })] }),
      T0,
    );
    expect(decision.next.status).toBe('rolling_back');
  });
});

describe('applying', () => {
  const sent = command({
    generation: 2,
    action: 'advance',
    exposure: 2500,
    status: 'accepted',
    acceptedAt: T0 + 1,
    attempts: 1,
  });
  it('holds when the read-back agrees', () => {
    const decision = decide(snapshot({ state: at.applying, command: sent, provider: readBack(2500) }), T0 + 3);
    expect(decision.next).toMatchObject({ status: 'holding', step: 1, confirmed: { step: 1, observed: 2500 } });
  });
  it('holds at 2xx where nothing can be read back: accepted, not confirmed', () => {
    const decision = decide(snapshot({ state: at.applying, command: sent, service: { readBack: false } }), T0 + 3);
    expect(decision.next).toMatchObject({ status: 'holding', confirmed: { observed: null } });
  });
  it.each([
    ['an older read-back', { provider: readBack(2500, T0 - 1) }],
    ['a read-back of an older generation', { provider: readBack(2500, T0 + 2, 1) }],
    ['a lower exposure', { provider: readBack(500) }],
    ['an answer that says less', { command: { ...sent, answered: 500 } }],
    ['an older command', { command: { ...sent, generation: 1 } }],
  ])('is not confirmed by %s', (_, change) => {
    expect(decide(snapshot({ state: at.applying, command: sent, ...change }), T0 + 3).next.status).toBe('applying');
  });
  it('pauses with the provider’s words when refused', () => {
    const decision = decide(
      snapshot({
        state: at.applying,
        command: { ...sent, status: 'refused', acceptedAt: null, error: 'flag is locked' },
      }),
      T0 + 3,
    );
    expect(decision.next).toMatchObject({ status: 'paused', desired: 500, pause: { kind: 'refusal' } });
    expect(decision.next.pause?.reason).toContain('flag is locked');
    expect(commands(decision)).toEqual([]);
  });
  it('decides a raise anew after 60 s without an answer', () => {
    const unsent = { ...sent, status: 'queued' as const, acceptedAt: null, error: 'ECONNREFUSED' };
    const decision = decide(
      snapshot({ state: at.applying, command: unsent, newestCanaryAt: T0 + MINUTE }),
      T0 + MINUTE + 1,
    );
    expect(commands(decision)).toMatchObject([{ action: 'advance', generation: 3, exposure: 2500 }]);
    expect(kinds(decision)).toContain('provider');
  });
  it('takes an unsent raise back into a freeze, asserting what was confirmed', () => {
    const unsent = { ...sent, status: 'queued' as const, acceptedAt: null };
    const decision = decide(snapshot({ state: at.applying, command: unsent, freezes: frozen }), T0 + 3);
    expect(decision.next).toMatchObject({ status: 'paused', pause: { kind: 'withdrawn' }, desired: 500 });
    expect(commands(decision)).toMatchObject([{ action: 'pause', exposure: 500, generation: 3, raising: false }]);
  });
  it('blames nobody while a raise is on its way: less is read until the provider has done it', () => {
    const reads = (change: Parameters<typeof snapshot>[0], now = T0 + 3) =>
      decide(snapshot({ state: at.applying, command: sent, newestCanaryAt: now, ...change }), now).next.blockers;
    expect(reads({ provider: readBack(500) })).toEqual([]);
    expect(reads({ provider: readBack(500, T0 + 4 * MINUTE) }, T0 + 4 * MINUTE)).toEqual([]);
    const kinds = (change: Parameters<typeof snapshot>[0], now?: number) => reads(change, now).map(({ kind }) => kind);
    expect(kinds({ provider: readBack(5000) })).toEqual(['provider']);
    expect(kinds({ provider: { ...readBack(500), error: 'ECONNREFUSED', errorSince: T0 + 2 } })).toEqual(['provider']);
    // Its answer is all there will be where nothing can be read back.
    expect(kinds({ command: { ...sent, answered: 500 }, service: { readBack: false } })).toEqual(['provider']);
    expect(kinds({ provider: readBack(500, T0 + 6 * MINUTE) }, T0 + 6 * MINUTE)).toEqual(['provider']);
  });
  it('shows a provider that does not confirm after five minutes', () => {
    expect(
      kinds(decide(snapshot({ state: at.applying, command: sent, newestCanaryAt: T0 + 6 * MINUTE }), T0 + 6 * MINUTE)),
    ).toContain('provider');
  });
  it('says so once in the record too, when less than was asked is read all the time', () => {
    const late = T0 + 6 * MINUTE;
    const facts = { command: sent, provider: readBack(500, late), newestCanaryAt: late };
    const records = ({ effects }: Decision) => effects.filter((e) => e.kind === 'audit' && e.type === 'provider.late');
    const first = decide(snapshot({ state: at.applying, ...facts }), late);
    expect(first.next.blockers.find(({ kind }) => kind === 'provider')?.detail).toBe(
      '25 % was asked, the provider reports 5 %; The provider has not confirmed for 5 minutes',
    );
    expect(records(first)).toHaveLength(1);
    expect(records(decide(snapshot({ state: first.next, ...facts }), late + 5_000))).toEqual([]);
    expect(records(decide(snapshot({ state: at.applying, ...facts }), T0 + 4 * MINUTE))).toEqual([]);
  });
  it('is done when complete is confirmed', () => {
    const state = { ...at.holdingLast, status: 'applying' as const, generation: 4 };
    const done = { ...sent, generation: 4, action: 'complete' as const, exposure: 10_000, raising: false };
    const decision = decide(snapshot({ state, command: done, provider: readBack(10_000) }), T0 + 3);
    expect(decision.next.status).toBe('completed');
    expect(decision.effects).toContainEqual({ kind: 'current', now: true });
  });
});

describe('mayRaise', () => {
  const sending = command({ generation: 2, exposure: 2500 });
  it.each([
    ['fresh and unblocked', {}, T0 + 1, true],
    ['older than 60 s', { newestCanaryAt: T0 + 61_000 }, T0 + 61_000, false],
    ['frozen', { freezes: frozen }, T0 + 1, false],
    ['a gate fails', { gates: [evaluation('errors', 'fail')] }, T0 + 1, false],
    ['a gate is open', { gates: [evaluation('errors', 'inconclusive')] }, T0 + 1, false],
    ['a newer command is the last', { state: { ...at.applying, generation: 3 } }, T0 + 1, false],
    ['the release is rolling back', { state: at.rollingBack }, T0 + 1, false],
  ])('%s', (_, change, now, allowed) => {
    expect(mayRaise(snapshot({ state: at.applying, command: sending, ...change }), now).allowed).toBe(allowed);
  });
});

describe('holding', () => {
  it('goes on when the hold is over and the gates are satisfied', () => {
    const decision = decide(snapshot({ state: at.holding, newestCanaryAt: end }), end);
    expect(commands(decision)).toMatchObject([{ action: 'advance', exposure: 2500, generation: 2 }]);
  });
  it('stays until then and looks again no later than its end', () => {
    const now = T0 + 4.9 * MINUTE;
    const decision = decide(snapshot({ state: at.holding, newestCanaryAt: now }), now);
    expect(decision.next.status).toBe('holding');
    expect(decision.dueAt).toBe(T0 + 5 * MINUTE);
  });
  it('completes after the last hold', () => {
    expect(commands(decide(snapshot({ state: at.holdingLast, newestCanaryAt: end }), end))).toMatchObject([
      { action: 'complete', exposure: 10_000 },
    ]);
  });
  it.each([
    ['freeze', { freezes: frozen }],
    ['gate', { gates: [evaluation('errors', 'inconclusive')] }],
    ['no_data', { gates: [evaluation('errors', 'no_data')] }],
    ['provider', { command: command({ acceptedAt: T0 }), provider: readBack(100) }],
  ])('is held by %s after its end', (kind, change) => {
    const decision = decide(snapshot({ state: at.holding, newestCanaryAt: end, ...change }), end);
    expect(decision.next.status).toBe('holding');
    expect(kinds(decision)).toContain(kind);
  });
  it('stops the clock when the canary is silent for two minutes, and goes on when it is back', () => {
    const silent = decide(snapshot({ state: at.holding, newestCanaryAt: T0 }), T0 + 2 * MINUTE + 1);
    expect(silent.next.hold?.runningSince).toBeNull();
    expect(kinds(silent)).toEqual(['no_data']);
    const back = decide(snapshot({ state: silent.next, newestCanaryAt: T0 + 3 * MINUTE }), T0 + 3 * MINUTE);
    expect(back.next.hold).toMatchObject({ runningSince: T0 + 3 * MINUTE, countedMs: 2 * MINUTE + 1 });
  });
  it('never advances and never rolls back on silence alone', () => {
    const gates = [evaluation('errors', 'no_data'), evaluation('latency', 'no_data')];
    expect(decide(snapshot({ state: at.holding, newestCanaryAt: null, gates }), T0 + 60 * MINUTE).next.status).toBe(
      'holding',
    );
  });
  it.each([
    ['one critical gate', [evaluation('errors', 'fail', { critical: true })], 'rolling_back'],
    ['two of the others', [evaluation('errors', 'fail'), evaluation('latency', 'fail')], 'rolling_back'],
    ['one of two', [evaluation('errors', 'fail'), evaluation('latency', 'pass')], 'paused'],
    [
      'one that only pauses',
      [evaluation('errors', 'fail', { onFail: 'pause' }), evaluation('latency', 'pass')],
      'paused',
    ],
  ] as const)('fails by %s', (_, gates, status) => {
    const decision = decide(snapshot({ state: at.holding, gates: [...gates], newestCanaryAt: T0 }), T0 + 1);
    expect(decision.next.status).toBe(status);
    expect(audits(decision)).toContain('gate.failed');
  });
  it('pauses where the plan does not roll back by itself', () => {
    const manual = plan({ rollback: { automatic: false } });
    const decision = decide(
      snapshot({
        state: at.holding,
        release: { plan: manual },
        gates: [evaluation('errors', 'fail', { critical: true })],
      }),
      T0 + 1,
    );
    expect(decision.next).toMatchObject({ status: 'paused', pause: { kind: 'gate' } });
  });
  it('never takes the confirmation of the command before for that of the rollback it decides', () => {
    const before = command({ status: 'confirmed', acceptedAt: T0, answered: 500, attempts: 1 });
    const gates = [evaluation('errors', 'fail', { critical: true })];
    const decision = decide(snapshot({ state: at.holding, command: before, gates, newestCanaryAt: T0 }), T0 + 1);
    expect(decision.next.status).toBe('rolling_back');
    expect(decision.effects.map((effect) => effect.kind)).not.toContain('confirmed');
  });
  it('asserts again when the provider shows more than was asked', () => {
    const decision = decide(
      snapshot({
        state: at.holding,
        command: command({ acceptedAt: T0 }),
        provider: readBack(2500, T0 + MINUTE),
        newestCanaryAt: T0 + MINUTE,
      }),
      T0 + MINUTE,
    );
    expect(commands(decision)).toMatchObject([{ exposure: 500, generation: 2, raising: false }]);
    expect(kinds(decision)).toEqual(['provider']);
  });
  it('says so until what it asserted again is accepted, and asserts it no second time meanwhile', () => {
    const state = { ...at.holding, generation: 2 };
    const unaccepted = command({
      generation: 2,
      action: 'resume',
      raising: false,
      createdAt: T0 + MINUTE,
      error: '500',
    });
    const provider = readBack(2500, T0 + MINUTE);
    const decision = decide(
      snapshot({ state, command: unaccepted, provider, newestCanaryAt: T0 + 2 * MINUTE }),
      T0 + 2 * MINUTE,
    );
    expect(kinds(decision)).toEqual(['provider']);
    expect(commands(decision)).toEqual([]);
  });
  it('extends at most maxExtend, then pauses', () => {
    const extend = plan({
      gates: { errors: { sli: 'error_rate', compare: 'baseline', onInconclusive: 'extend', maxExtend: '15s' } },
    });
    const gates = [evaluation('errors', 'inconclusive')];
    const first = decide(snapshot({ state: at.holding, release: { plan: extend }, gates, newestCanaryAt: end }), end);
    expect(first.next).toMatchObject({ status: 'holding', hold: { extendedMs: 10_000 } });
    const second = decide(
      snapshot({ state: first.next, release: { plan: extend }, gates, newestCanaryAt: end }),
      end + 10_000,
    );
    expect(second.next.hold?.extendedMs).toBe(15_000);
    const third = decide(
      snapshot({ state: second.next, release: { plan: extend }, gates, newestCanaryAt: end }),
      end + 15_000,
    );
    expect(third.next).toMatchObject({ status: 'paused', pause: { kind: 'unproven' } });
  });
});

describe('paused', () => {
  it('stays as it is, however long', () => {
    const decision = decide(snapshot({ state: at.paused, newestCanaryAt: T0 + 60 * MINUTE }), T0 + 60 * MINUTE);
    expect(decision.next.status).toBe('paused');
    expect(decision.next.hold?.countedMs).toBe(MINUTE);
    expect(kinds(decision)).toEqual(['manual']);
  });
  it('still rolls back by itself', () => {
    expect(
      decide(snapshot({ state: at.paused, gates: [evaluation('errors', 'fail', { critical: true })] }), T0).next.status,
    ).toBe('rolling_back');
  });
});

describe('rolling back', () => {
  const sent = command({
    generation: 2,
    action: 'rollback',
    exposure: 0,
    raising: false,
    status: 'accepted',
    acceptedAt: T0 + 1,
  });
  it('is rolled back when 0 is confirmed, and drafts a postmortem', () => {
    const decision = decide(snapshot({ state: at.rollingBack, command: sent, provider: readBack(0) }), T0 + 3);
    expect(decision.next.status).toBe('rolled_back');
    expect(decision.effects).toContainEqual({ kind: 'postmortem' });
  });
  it.each([
    [
      'refused',
      { command: { ...sent, status: 'queued' as const, acceptedAt: null, error: 'refused: locked' } },
      T0 + 3,
    ],
    ['unconfirmed for 60 s', { command: sent, provider: readBack(500) }, T0 + MINUTE],
  ])('has failed when %s', (_, change, now) => {
    expect(decide(snapshot({ state: at.rollingBack, ...change }), now).next.status).toBe('rollback_failed');
  });
  it('recovers from failure when it is confirmed after all', () => {
    expect(
      decide(snapshot({ state: at.rollbackFailed, command: sent, provider: readBack(0) }), T0 + 10 * MINUTE).next
        .status,
    ).toBe('rolled_back');
  });
});

it.each(['rolledBack', 'completed', 'cancelled', 'superseded'] as const)('%s is the end', (name) => {
  const decision = decide(snapshot({ state: at[name], gates: passing }), T0 + MINUTE);
  expect(decision.effects).toEqual([]);
  expect(decision.dueAt).toBeNull();
});
