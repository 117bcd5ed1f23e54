import { describe, expect, it } from 'vitest';
import type { Principal } from '@/lib/access/principal';
import { boundTo } from '../approval-rule';
import type { Action, Decision, Refusal, Snapshot } from '../state';
import { act } from './act';
import { approvalsOf } from './approvals';
import { decide } from './decide';
import { mayAdvance } from './may-advance';
import { at, MINUTE, passing, plan, snapshot, T0 } from './testing/snapshots';

type Spec = NonNullable<Snapshot['release']['plan']['steps'][number]['approval']>;
const steps = (approval: Partial<Spec>) =>
  plan({
    steps: [
      { ring: 'internal', exposure: 5, hold: '5m' },
      { ring: 'early', exposure: 25, hold: '5m' },
      { ring: 'broad', exposure: 100, hold: '5m', approval: { count: 1, ...approval } },
    ],
  });
const facts = { planRef: 'standard@7', artifact: 'sha256:1', commit: null };
const bound = boundTo({ version: '2.4.1', ...facts }, 2);
const yes = (person: string, change: { bound?: string | null } = {}) => ({
  step: 2,
  person,
  name: person,
  decision: 'approve' as const,
  at: T0,
  bound,
  ...change,
});
const waiting = (approval: Partial<Spec>, more: Partial<Snapshot['release']> = {}, rest: Partial<Snapshot> = {}) =>
  snapshot({
    ...rest,
    state: { ...at.awaiting, askedAt: T0 },
    service: { owner: 'storefront' },
    release: { plan: steps(approval), ...facts, ...more },
  });
const who = (person: string): Principal => ({ kind: 'user', person, name: person });
const approve = (snap: Snapshot, person: string, more: Partial<Action> = {}) =>
  act(snap, { name: 'approve', actor: who(person), ...more }, T0 + MINUTE);
const answer = (outcome: Decision | Refusal): string =>
  'refused' in outcome
    ? outcome.refused
    : outcome.effects.some(({ kind }) => kind === 'approval')
      ? 'given'
      : 'nothing';

describe('who may give an approval', () => {
  const none = { role: null, teams: {} };
  const viewer = { role: 'viewer', teams: {} } as const;
  const approver = { role: 'approver', teams: {} } as const;
  const admin = { role: 'admin', teams: {} } as const;
  const own = { role: 'viewer', teams: { storefront: 'approver' } } as const;
  const other = { role: 'viewer', teams: { payments: 'approver' } } as const;
  const member = { role: 'approver', teams: { payments: 'viewer' } } as const;
  it.each([
    [{ role: 'approver' }, null, 'forbidden'],
    [{ role: 'approver' }, none, 'forbidden'],
    [{ role: 'approver' }, viewer, 'forbidden'],
    [{ role: 'approver' }, approver, 'given'],
    [{ role: 'approver' }, admin, 'given'],
    [{ role: 'approver' }, own, 'given'],
    [{ role: 'approver' }, other, 'forbidden'],
    [{ role: 'admin' }, approver, 'forbidden'],
    [{ role: 'admin' }, admin, 'given'],
    [{ role: 'viewer' }, viewer, 'forbidden'],
    [{ role: 'approver', team: 'payments' }, admin, 'forbidden'],
    [{ role: 'approver', team: 'payments' }, own, 'forbidden'],
    [{ role: 'approver', team: 'payments' }, other, 'given'],
    [{ role: 'approver', team: 'payments' }, member, 'given'],
    [{ role: 'admin', team: 'payments' }, other, 'forbidden'],
    [{ role: 'release-managers' }, approver, 'given'],
    [{ role: 'release-managers' }, viewer, 'forbidden'],
  ] as const)('%j by %j: %s', (spec, standing, wanted) =>
    expect(answer(approve(waiting(spec), 'jo', { standing }))).toBe(wanted),
  );
});

describe('separation of duties', () => {
  it.each([
    [1, 'ana', [], 'forbidden'],
    [1, 'cem', [], 'forbidden'],
    [1, 'jo', [], 'given'],
    [2, 'ana', ['cem'], 'given'],
    [2, 'ana', ['ana'], 'nothing'],
  ] as const)('%d wanted, %s after %j: %s', (count, person, given, wanted) => {
    const snap = waiting({ count }, { committer: 'cem' }, { approvals: given.map((one) => yes(one)) });
    expect(answer(approve(snap, person))).toBe(wanted);
  });

  it.each([
    [1, ['jo'], true],
    [1, ['ana'], false],
    [1, ['cem'], false],
    [2, ['ana', 'cem'], false],
    [2, ['ana', 'jo'], true],
    [2, ['ana', 'cem', 'jo'], true],
    [3, ['ana', 'cem', 'jo'], true],
    [2, ['jo'], false],
  ] as const)('%d wanted, given by %j: complete %s', (count, given, complete) => {
    const snap = waiting({ count }, { committer: 'cem' }, { approvals: given.map((one) => yes(one)) });
    expect(approvalsOf(snap, 2).complete).toBe(complete);
    expect(mayAdvance({ ...snap, newestCanaryAt: T0 + MINUTE }, T0 + MINUTE).allowed).toBe(complete);
  });

  it('says what is missing when all that were given are by those two', () => {
    const snap = waiting({ count: 2 }, { committer: 'cem' }, { approvals: [yes('ana'), yes('cem')] });
    expect(mayAdvance(snap, T0).blockers[0]?.detail).toContain('neither asked for it nor wrote it');
  });
});

describe('an approval is of exactly what was there', () => {
  const given = { approvals: [yes('jo')] };
  it.each([
    ['the same', {}, true],
    ['another plan version', { planRef: 'standard@8' }, false],
    ['another version', { version: '2.4.2' }, false],
    ['another artefact', { artifact: 'sha256:2' }, false],
    ['another commit', { commit: 'abc' }, false],
  ] as const)('%s', (_, change, complete) =>
    expect(approvalsOf(waiting({}, change, given), 2).complete).toBe(complete),
  );

  it('can be given again for what is there now', () =>
    expect(answer(approve(waiting({}, { artifact: 'sha256:2' }, given), 'jo'))).toBe('given'));

  it('counts as it did where it was given before that was recorded', () =>
    expect(approvalsOf(waiting({}, {}, { approvals: [yes('jo', { bound: null })] }), 2).complete).toBe(true));
});

describe('what was looked at', () => {
  const gates = { errors: 'pass', latency: 'pass' };
  const read = { revision: 12, step: 2, planVersion: 7, artifact: 'sha256:1', commit: null, gates };
  it.each([
    ['all as it was', read, []],
    ['nothing said', undefined, []],
    ['another step', { ...read, step: 1 }, ['it asks for step 3 now, not step 2']],
    ['another plan', { ...read, planVersion: 6 }, ['the plan is version 7 now, not 6']],
    ['another artefact', { ...read, artifact: null }, ['the artefact is sha256:1 now, not none']],
    [
      'other evidence',
      { gates: { ...gates, errors: 'inconclusive' } },
      ['errors went from inconclusive to pass (1.00×)'],
    ],
    ['a gate less', { gates: { errors: 'pass' } }, ['latency went from not measured to pass (1.00×)']],
  ] as const)('%s', (_, seen, changed) => {
    const outcome = approve(waiting({}, {}, { gates: passing }), 'jo', seen ? { seen } : {});
    if ('refused' in outcome) expect(outcome).toMatchObject({ refused: 'conflict', changed });
    else expect(changed).toEqual([]);
  });
});

describe('a time-out', () => {
  const late = { newestCanaryAt: T0 + 11 * MINUTE };
  const types = ({ effects }: Decision) => effects.flatMap((effect) => (effect.kind === 'audit' ? [effect.type] : []));
  it('says until when it is open', () => {
    const until = () => mayAdvance(waiting({ within: '10m' }, {}, late), T0 + MINUTE).blockers[0]?.until;
    expect(until()).toBe(new Date(T0 + 10 * MINUTE).toISOString());
    expect(mayAdvance(waiting({}, {}, late), T0 + MINUTE).blockers[0]?.until).toBeUndefined();
  });
  it('rejects unless the plan waits', () => {
    expect(decide(waiting({ within: '10m' }, {}, late), T0 + 10 * MINUTE).next.status).toBe('paused');
    expect(decide(waiting({ within: '10m' }, {}, late), T0 + 10 * MINUTE - 1).next.status).toBe('awaiting_approval');
  });
  it('that waits says so once, and an approval still counts', () => {
    const snap = waiting({ within: '10m', onTimeout: 'wait' }, {}, late);
    const first = decide(snap, T0 + 10 * MINUTE);
    expect(first.next.status).toBe('awaiting_approval');
    expect(types(first)).toContain('approval.overdue');
    expect(first.next.blockers[0]?.detail).toContain('nobody approved within 10m');
    const again = { ...snap, release: { ...snap.release, state: first.next } };
    expect(types(decide(again, T0 + 11 * MINUTE))).not.toContain('approval.overdue');
    expect(decide({ ...again, approvals: [yes('jo')] }, T0 + 11 * MINUTE).next.status).toBe('applying');
  });
});

describe('who lifts a missing approval', () => {
  const frozen = [{ kind: 'freeze' as const, detail: 'quiet', since: T0 }];
  const lift = (snap: Snapshot, person: string, more: Partial<Action> = {}) =>
    act(snap, { name: 'override', actor: who(person), reason: 'fire', ...more }, T0 + MINUTE);
  const lifted = (outcome: Decision | Refusal) =>
    'refused' in outcome ? outcome.refused : outcome.next.override?.blockers;
  const asked = (rest: Partial<Snapshot> = {}) => waiting({ count: 2 }, { committer: 'cem' }, rest);

  it.each([
    ['ana', [], ['approval'], 'forbidden'],
    ['cem', [], ['approval'], 'forbidden'],
    ['ana', [], undefined, 'forbidden'],
    ['ana', ['cem'], ['approval'], 'forbidden'],
    ['ana', ['ana'], ['approval'], 'forbidden'],
    ['ana', ['jo'], ['approval'], ['approval']],
    ['jo', [], ['approval'], ['approval']],
    ['jo', [], undefined, ['approval']],
  ] as const)('%s after %j lifts %j: %j', (person, given, blockers, wanted) => {
    const snap = asked({ approvals: given.map((one) => yes(one)) });
    expect(lifted(lift(snap, person, blockers ? { blockers: [...blockers] } : {}))).toEqual(wanted);
  });

  it('who asked may lift what else holds it', () => {
    const outcome = lift(asked({ freezes: frozen }), 'ana');
    expect(lifted(outcome)).toEqual(['freeze']);
    if ('refused' in outcome) throw new Error(outcome.detail);
    expect(outcome.next.status).toBe('awaiting_approval');
  });

  it('nor ahead of being asked, while it holds at the step before', () => {
    const confirmed = { step: 1, at: T0, observed: 2500 };
    const state = { ...at.holding, step: 1, desired: 2500, confirmed };
    const snap = snapshot({ state, release: { plan: steps({}), ...facts } });
    expect(lifted(lift(snap, 'ana', { blockers: ['approval'] }))).toBe('forbidden');
  });

  it('and what another lifted is not prolonged by who asked', () => {
    const jos = lift(asked({ freezes: frozen }), 'jo', { blockers: ['approval'], until: T0 + 5 * MINUTE });
    if ('refused' in jos) throw new Error(jos.detail);
    const snap = asked({ freezes: frozen });
    const later = { ...snap, release: { ...snap.release, state: jos.next } };
    const anas = lift(later, 'ana', { blockers: ['freeze'], until: T0 + 60 * MINUTE });
    if ('refused' in anas) throw new Error(anas.detail);
    expect(anas.next.override).toMatchObject({ until: T0 + 5 * MINUTE });
  });
});

describe('asking', () => {
  const asks = ({ effects }: Decision) => effects.flatMap((effect) => (effect.kind === 'asked' ? [effect.step] : []));
  const paused = (from: 'awaiting_approval', confirmed: boolean) => {
    const snap = waiting({ within: '10m' });
    const pause = { kind: 'person' as const, by: 'Jo', reason: 'lunch', at: T0, from };
    const state = {
      ...snap.release.state,
      status: 'paused' as const,
      pause,
      ...(confirmed ? {} : { confirmed: null }),
    };
    return { ...snap, release: { ...snap.release, state } };
  };

  it.each([true, false])(
    'begins anew after a pause (exposed before: %s): the time-out counts from there',
    (confirmed) => {
      const later = T0 + 60 * MINUTE;
      const outcome = act(paused('awaiting_approval', confirmed), { name: 'resume', actor: who('jo') }, later);
      if ('refused' in outcome) throw new Error(outcome.detail);
      expect(outcome.next).toMatchObject({ status: 'awaiting_approval', askedAt: later });
      expect(asks(outcome)).toEqual([2]);
    },
  );
});

describe('an override', () => {
  const frozen = { freezes: [{ kind: 'freeze' as const, detail: 'quiet', since: T0 }], approvals: [yes('jo')] };
  const override = (more: Partial<Action> = {}) =>
    act(
      waiting({}, {}, { freezes: frozen.freezes }),
      { name: 'override', actor: who('jo'), reason: 'fire', ...more },
      T0,
    );
  it.each([
    ['in the past', T0, 'unprocessable'],
    ['in an hour', T0 + 60 * MINUTE, 'done'],
    ['in two days', T0 + 48 * 60 * MINUTE, 'unprocessable'],
  ] as const)('that ends %s: %s', (_, until, wanted) => {
    const outcome = override({ blockers: ['freeze'], until });
    expect('refused' in outcome ? outcome.refused : 'done').toBe(wanted);
  });

  it('lifts until it runs out, in every answer at the same moment', () => {
    const given = override({ blockers: ['freeze'], until: T0 + MINUTE });
    if ('refused' in given) throw new Error(given.detail);
    expect(given.effects).toContainEqual(expect.objectContaining({ kind: 'override', blockers: ['freeze'] }));
    const snap = waiting({}, {}, { ...frozen, newestCanaryAt: T0 + MINUTE });
    const later = { ...snap, release: { ...snap.release, state: given.next } };
    expect(mayAdvance(later, T0 + MINUTE - 1).allowed).toBe(true);
    expect(mayAdvance(later, T0 + MINUTE).allowed).toBe(false);
    expect(decide(later, T0 + MINUTE - 1).next.status).toBe('applying');
    const over = decide(later, T0 + MINUTE);
    expect(over.next).toMatchObject({ status: 'awaiting_approval', override: null });
    expect(over.effects[0]).toMatchObject({ type: 'override.expired' });
  });
});
