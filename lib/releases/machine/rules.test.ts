import { describe, expect, it } from 'vitest';
import type { Principal } from '@/lib/access/principal';
import type { Decision, Refusal, ReleaseState, Snapshot } from '../state';
import { act } from './act';
import { decide, mayRaise } from './decide';
import { at, command, evaluation, MINUTE, plan, snapshot, T0 } from './testing/snapshots';

/** The rules of lifecycle.md where two of them meet. */
const jo: Principal = { kind: 'user', person: 'jo', name: 'Jo Park' };
const kinds = ({ next }: Decision) => next.blockers.map(({ kind }) => kind);
const commands = ({ effects }: Decision) => effects.filter((effect) => effect.kind === 'command');
const done = (answer: Decision | Refusal): Decision => {
  if ('refused' in answer) throw new Error(answer.detail);
  return answer;
};
const reads = (observed: number, since = T0 + MINUTE): Snapshot['provider'] => ({
  observed,
  generation: null,
  at: since,
  error: null,
  errorSince: null,
});

describe('drift (rule 6)', () => {
  const sent = command({ generation: 2, exposure: 2500, status: 'confirmed', attempts: 1, acceptedAt: T0 });
  const waiting = { state: at.awaiting, command: sent, newestCanaryAt: T0 + MINUTE };
  it('above desired while a release waits for approval: asserted again, and in the way', () => {
    const decision = decide(snapshot({ ...waiting, provider: reads(5000) }), T0 + MINUTE);
    expect(commands(decision)).toMatchObject([{ exposure: 2500, generation: 3, raising: false }]);
    expect(kinds(decision)).toContain('provider');
  });
  it('is in the way of an approved step too', () => {
    const approvals = [{ step: 2, person: 'li', name: 'Li', decision: 'approve' as const, at: T0 }];
    const decision = decide(snapshot({ ...waiting, approvals, provider: reads(1000) }), T0 + MINUTE);
    expect(decision.next.status).toBe('awaiting_approval');
    expect(kinds(decision)).toEqual(['provider']);
  });
  it('is seen in the answer where there is nothing else to read', () => {
    const answered = command({ status: 'accepted', attempts: 1, acceptedAt: T0, answered: 2500 });
    const decision = decide(
      snapshot({ state: at.applyingFirst, service: { readBack: false }, command: answered }),
      T0 + MINUTE,
    );
    expect(commands(decision)).toMatchObject([{ exposure: 500, generation: 2, raising: false }]);
    expect(kinds(decision)).toEqual(['provider']);
  });
});

it.each([
  [1, []],
  [2, [{ action: 'pause', exposure: 500, generation: 3, raising: false }]],
])('refused at attempt %i: what an earlier one may have done is taken back', (attempts, expected) => {
  const refused = command({ generation: 2, exposure: 2500, status: 'refused', attempts, error: 'locked' });
  const decision = decide(snapshot({ state: at.applying, command: refused }), T0 + 1);
  expect(decision.next).toMatchObject({ status: 'paused', desired: 500, pause: { kind: 'refusal' } });
  expect(commands(decision)).toMatchObject(expected);
});

describe('what may be out is not called cancelled', () => {
  const back = { generation: 2, action: 'pause' as const, exposure: 0, raising: false };
  const paused: Partial<ReleaseState> = {
    ...{ status: 'paused', step: 0, desired: 0, generation: 2, ring: 'internal' },
    pause: { kind: 'person', by: 'Jo Park', reason: 'wait', at: T0, from: 'applying' },
  };
  const unread = (facts: Parameters<typeof snapshot>[0]) => snapshot({ ...facts, service: { readBack: false } });
  const cancel = (last: Parameters<typeof command>[0]) =>
    done(act(unread({ state: paused, command: command(last) }), { name: 'cancel', actor: jo }, T0 + 1));

  it.each([
    ['on its way', { ...back, status: 'queued' }],
    ['refused', { ...back, status: 'refused', attempts: 1, error: 'locked' }],
  ] as const)('the way back to 0 is %s: it is taken back, and then cancelled', (_, last) => {
    const decision = cancel(last);
    expect(decision.next).toMatchObject({ status: 'rolling_back', rollback: { outcome: 'cancelled' } });
    expect(commands(decision)).toMatchObject([{ action: 'rollback', exposure: 0, generation: 3 }]);
    const accepted = command({
      ...back,
      action: 'rollback',
      generation: 3,
      status: 'accepted',
      attempts: 1,
      acceptedAt: T0 + 2,
    });
    const over = decide(unread({ state: decision.next, command: accepted }), T0 + 3);
    expect(over.next).toMatchObject({ status: 'cancelled', finishedAt: T0 + 3 });
    expect(over.effects.map(({ kind }) => kind)).not.toContain('postmortem');
  });
  it.each([
    ['0 is in force', { ...back, status: 'confirmed', attempts: 1, acceptedAt: T0 }],
    ['0 was taken, and nothing can be read back', { ...back, status: 'accepted', attempts: 1, acceptedAt: T0 }],
    ['the start was refused', { generation: 2, status: 'refused', attempts: 1, error: 'locked' }],
  ] as const)('%s: cancelled at once', (_, last) => {
    const decision = cancel(last);
    expect(decision.next.status).toBe('cancelled');
    expect(commands(decision)).toEqual([]);
  });
  it('nor superseded', () => {
    const snap = unread({ state: paused, command: command({ ...back, status: 'queued' }) });
    expect(done(act(snap, { name: 'supersede', actor: jo }, T0 + 1)).next).toMatchObject({
      status: 'rolling_back',
      rollback: { outcome: 'superseded' },
    });
  });
});

describe('a provider that is away is named', () => {
  const away = { attempts: 3, error: 'nothing listens there (connection refused)' };
  it('by a rollback from its first failed attempt on, not only when it has failed', () => {
    const state = { ...at.rollingBack, generation: 2 };
    const queued = command({
      generation: 2,
      action: 'rollback',
      exposure: 0,
      raising: false,
      status: 'queued',
      ...away,
    });
    const { next } = decide(snapshot({ state, command: queued }), T0 + 4_000);
    expect(next).toMatchObject({ status: 'rolling_back', blockers: [{ kind: 'provider' }] });
    expect(next.blockers[0]?.detail).toBe(
      'The provider has not accepted after 3 attempts: nothing listens there (connection refused)',
    );
  });
  it('by a raise that is decided anew, until it is answered', () => {
    const sent = command({ generation: 2, exposure: 2500, status: 'queued', createdAt: T0, ...away });
    const first = decide(snapshot({ state: at.applying, command: sent }), T0 + 61_000);
    expect(commands(first)).toMatchObject([{ generation: 3, raising: true }]);
    expect(kinds(first)).toEqual(['provider']);
    const again = command({ generation: 3, exposure: 2500, status: 'sending', attempts: 1, createdAt: T0 + 61_000 });
    const second = decide(snapshot({ state: first.next, command: again }), T0 + 63_000);
    expect(second.next.blockers).toEqual(first.next.blockers);
    const accepted = { ...again, status: 'accepted' as const, acceptedAt: T0 + 64_000 };
    expect(
      kinds(decide(snapshot({ state: second.next, command: accepted, service: { readBack: true } }), T0 + 65_000)),
    ).toEqual([]);
  });
});

describe('a pause says everything that stands', () => {
  it('a canary that is not heard from', () => {
    expect(kinds(decide(snapshot({ state: at.paused, newestCanaryAt: T0 }), T0 + 10 * MINUTE))).toEqual([
      'no_data',
      'manual',
    ]);
  });
  it('a provider that refuses the pause itself', () => {
    const refused = command({ generation: 1, action: 'pause', raising: false, status: 'refused', error: 'locked' });
    const decision = decide(snapshot({ state: at.paused, command: refused, newestCanaryAt: T0 }), T0 + 1);
    expect(decision.next.blockers).toContainEqual(
      expect.objectContaining({ kind: 'provider', detail: expect.stringContaining('locked') }),
    );
  });
});

describe('override of a gate that is not critical', () => {
  const failing = [evaluation('errors', 'fail'), evaluation('latency', 'pass')];
  const pause = { kind: 'gate' as const, by: 'Rampart', reason: 'errors', at: T0, from: 'holding' as const };
  const fails = { errors: { at: T0, why: 'worse', critical: false, onFail: 'rollback' as const } };
  const over = (change: Partial<ReleaseState> = {}) =>
    done(
      act(
        snapshot({ state: { ...at.paused, pause, fails, ...change }, gates: failing, newestCanaryAt: T0 }),
        { name: 'override', actor: jo, reason: 'known, harmless' },
        T0,
      ),
    ).next;
  const climbs = snapshot({ state: over(), gates: failing, newestCanaryAt: T0 + 5 * MINUTE });

  it('holds for the step, however the gate fails again', () => {
    const decision = decide(climbs, T0 + 5 * MINUTE);
    expect(decision.next.status).toBe('applying');
    const raise = command({ generation: decision.next.generation, exposure: 2500, createdAt: T0 + 5 * MINUTE });
    const sending = snapshot({ state: decision.next, command: raise, gates: failing, newestCanaryAt: T0 + 5 * MINUTE });
    expect(mayRaise(sending, T0 + 5 * MINUTE)).toEqual({ allowed: true });
  });
  it('never covers a critical one', () => {
    const gates = [evaluation('errors', 'fail', { critical: true })];
    expect(decide({ ...climbs, gates }, T0 + 5 * MINUTE).next.status).toBe('rolling_back');
  });
  it('ends with the step', () => {
    const next = decide(climbs, T0 + 5 * MINUTE).next;
    const sent = command({
      generation: next.generation,
      exposure: 2500,
      status: 'accepted',
      attempts: 1,
      acceptedAt: T0 + 5 * MINUTE,
    });
    const held = decide(
      snapshot({ state: next, command: sent, gates: failing, provider: reads(2500, T0 + 5 * MINUTE + 1) }),
      T0 + 5 * MINUTE + 2,
    );
    expect(held.next).toMatchObject({ status: 'holding', override: null });
    const later = decide(snapshot({ state: held.next, gates: failing }), T0 + 6 * MINUTE);
    expect(later.next.status).toBe('paused');
  });
});

describe('a newer release and a dark step', () => {
  const dark = plan({
    mechanism: 'blue-green',
    steps: [
      { ring: 'all', exposure: 0, hold: '5m' },
      { ring: 'all', exposure: 100, hold: '5m' },
    ],
  });
  const supersede = (state: Partial<ReleaseState>) =>
    done(
      act(
        snapshot({ state: { ...state, desired: 0 }, release: { plan: dark } }),
        { name: 'supersede', actor: jo, reason: '2 is newer' },
        T0,
      ),
    );
  it('supersedes what nobody sees', () => {
    expect(supersede(at.holding).next.status).toBe('superseded');
  });
  it('takes a dark start in flight back first', () => {
    const decision = supersede(at.applyingFirst);
    expect(decision.next).toMatchObject({ status: 'rolling_back', rollback: { outcome: 'superseded' } });
    expect(commands(decision)).toMatchObject([{ action: 'rollback', exposure: 0 }]);
  });
});
