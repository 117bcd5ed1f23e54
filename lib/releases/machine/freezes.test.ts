import { describe, expect, it } from 'vitest';
import type { Decision, Freeze, InFlight, Snapshot } from '../state';
import { act } from './act';
import { decide, mayRaise } from './decide';
import { mayAdvance } from './may-advance';
import { at, command, evaluation, MINUTE, passing, plan, snapshot, T0 } from './testing/snapshots';

const AT = T0 + MINUTE;
const freeze = (change: Partial<Freeze> = {}): Freeze => ({
  kind: 'freeze',
  detail: 'Quarter end',
  since: AT,
  ...change,
});
const kinds = ({ next }: Decision) => next.blockers.map(({ kind }) => kind);
const exposures = ({ effects }: Decision) => effects.flatMap((e) => (e.kind === 'command' ? [e.exposure] : []));
const over = { hold: { startedAt: T0, countedMs: 0, runningSince: T0, extendedMs: 0 } };
const NOW = T0 + 6 * MINUTE;
const fresh = { newestCanaryAt: NOW };

/** What happens at the end of a hold, one minute into which a freeze of this policy began. */
const POLICIES: [InFlight | undefined, string, number[]][] = [
  [undefined, 'holding', []],
  ['hold', 'holding', []],
  ['finish_step', 'holding', []],
  ['continue', 'applying', [2500]],
  ['fail_gate', 'rolling_back', [0]],
  ['rollback', 'rolling_back', [0]],
];

describe('a release that is on its way when a freeze begins', () => {
  it.each(POLICIES)('%s: %s', (inFlight, status, sent) => {
    const policy = inFlight === undefined ? {} : { inFlight };
    const decision = decide(snapshot({ state: { ...at.holding, ...over }, ...fresh, freezes: [freeze(policy)] }), NOW);
    expect(decision.next.status).toBe(status);
    expect(exposures(decision)).toEqual(sent);
    if (status === 'holding') expect(kinds(decision)).toEqual(['freeze']);
  });

  it.each([
    ['hold', 'holding'],
    ['finish_step', 'applying'],
  ] as const)('at 100 %%, %s: %s', (inFlight, status) => {
    const frozen = { state: at.holdingLast, ...fresh, freezes: [freeze({ inFlight })] };
    const decision = decide(snapshot(frozen), NOW);
    expect(decision.next.status).toBe(status);
    expect(decision.effects.filter((e) => e.kind === 'command')).toMatchObject(
      status === 'applying' ? [{ action: 'complete', exposure: 10_000 }] : [],
    );
  });

  it('before it began or after an override, its policy takes nothing back', () => {
    const started = { ...at.holding, startedAt: AT + 1 };
    const rollback = freeze({ inFlight: 'rollback' });
    expect(decide(snapshot({ state: started, ...fresh, freezes: [rollback] }), NOW).next.status).toBe('holding');
    const override = { step: 0, blockers: ['freeze' as const], by: 'Jo', reason: 'r', at: AT };
    expect(
      decide(snapshot({ state: { ...at.holding, override }, ...fresh, freezes: [rollback] }), AT).next.status,
    ).toBe('holding');
  });

  it.each(['awaiting', 'applying', 'holding', 'holdingLast', 'paused'] as const)(
    '%s is rolled back where the policy says so',
    (name) => {
      const decision = decide(snapshot({ state: at[name], freezes: [freeze({ inFlight: 'rollback' })] }), AT);
      expect(decision.next).toMatchObject({
        status: 'rolling_back',
        desired: 0,
        rollback: { automatic: true, reason: expect.stringContaining('Quarter end') },
      });
    },
  );

  it.each(['pending', 'awaitingFirst', 'pausedDark', 'completed', 'rolledBack', 'cancelled'] as const)(
    '%s is left alone',
    (name) => {
      const decision = decide(snapshot({ state: at[name], freezes: [freeze({ inFlight: 'rollback' })] }), AT);
      expect(exposures(decision)).toEqual([]);
    },
  );
});

describe('a raise in flight when a freeze begins', () => {
  const raising = (createdAt: number, inFlight?: InFlight): Snapshot =>
    snapshot({
      state: at.applying,
      command: command({ generation: 2, action: 'advance', exposure: 2500, createdAt }),
      newestCanaryAt: AT,
      freezes: [freeze(inFlight ? { inFlight } : {})],
    });
  it.each([
    ['decided before, hold', raising(AT - 10_000), AT, false, 'paused'],
    ['decided before, finish its step', raising(AT - 10_000, 'finish_step'), AT, true, 'applying'],
    ['decided at the start, finish its step', raising(AT, 'finish_step'), AT, false, 'paused'],
    ['decided before and too old, finish its step', raising(AT - 10_000, 'finish_step'), AT + 51_000, false, 'paused'],
    ['decided before, continue', raising(AT - 10_000, 'continue'), AT, true, 'applying'],
  ] as const)('%s', (_, given, now, allowed, status) => {
    expect(mayRaise(given, now).allowed).toBe(allowed);
    expect(decide(given, now).next.status).toBe(status);
  });
});

describe('exceptions are explicit, by what the release is', () => {
  const budget = freeze({ kind: 'budget', detail: 'availability is spent', allows: ['security_fix', 'revert'] });
  it.each([
    [undefined, ['budget']],
    ['change', ['budget']],
    ['security_fix', []],
    ['revert', []],
  ] as const)('%s waits for %j', (kind, waits) => {
    const decision = decide(snapshot({ release: kind ? { kind } : {}, freezes: [budget] }), AT);
    expect(kinds(decision)).toEqual(waits);
    if (waits.length > 0) return;
    expect(decision.effects).toContainEqual(
      expect.objectContaining({
        kind: 'audit',
        type: 'release.started',
        data: expect.objectContaining({ excepted: ['budget: availability is spent'] }),
      }),
    );
  });
  it('one policy that lets it through does not open another', () =>
    expect(kinds(decide(snapshot({ release: { kind: 'revert' }, freezes: [budget, freeze()] }), AT))).toEqual([
      'freeze',
    ]));
});

describe('a budget that burns at page level', () => {
  const burn = (since: number) =>
    freeze({ kind: 'budget', detail: 'burns 16× the budget', inFlight: 'fail_gate', since });
  it('since the release went out: a critical fail that no override lifts', () => {
    const decision = decide(snapshot({ state: at.holding, freezes: [burn(AT)] }), AT);
    expect(decision.next).toMatchObject({ status: 'rolling_back', fails: { 'error budget': { critical: true } } });
  });
  it('pauses where the plan does not roll back by itself, and only rolling back is left', () => {
    const manual = plan({ rollback: { automatic: false, failingGates: 1 } });
    const given = snapshot({ state: at.holding, release: { plan: manual }, freezes: [burn(AT)] });
    const { next } = decide(given, AT);
    expect(next.status).toBe('paused');
    const resumed = act(
      { ...given, release: { ...given.release, state: next } },
      { name: 'resume', actor: { kind: 'user', person: 'jo', name: 'Jo' } },
      AT,
    );
    expect(resumed).toMatchObject({ refused: 'conflict', detail: expect.stringContaining('16×') });
  });
  it('before the release went out: not its doing, so nothing is taken back, but nobody more sees it', () => {
    const held = decide(snapshot({ state: { ...at.holding, ...over }, ...fresh, freezes: [burn(T0 - 1)] }), NOW);
    expect(held.next.status).toBe('holding');
    expect(kinds(held)).toEqual(['budget']);
    const waits = decide(snapshot({ freezes: [burn(T0)] }), AT);
    expect(waits.next.status).toBe('pending');
    expect(kinds(waits)).toEqual(['budget']);
    const fix = snapshot({ freezes: [{ ...burn(T0), allows: ['security_fix'] }], release: { kind: 'security_fix' } });
    expect(decide(fix, AT).next.status).toBe('applying');
  });
});

describe('mayAdvance: one answer for the controller, the API and pages', () => {
  const failing = [evaluation('errors', 'fail', { critical: true }), passing[1] ?? evaluation('latency', 'pass')];
  it.each([
    ['pending', {}, []],
    ['pending', { freezes: [freeze(), freeze({ kind: 'incident', detail: 'disk full' })] }, ['freeze', 'incident']],
    ['awaiting', {}, ['approval']],
    ['awaiting', { freezes: [freeze()] }, ['freeze', 'approval']],
    ['holding', {}, []],
    ['holding', { gates: failing }, ['gate']],
    ['holding', { freezes: [freeze({ inFlight: 'finish_step' })] }, ['freeze']],
    ['paused', {}, ['manual']],
    ['paused', { freezes: [freeze()] }, ['freeze', 'manual']],
    ['rollingBack', {}, ['manual']],
    ['completed', {}, ['manual']],
  ] as const)('%s %j', (name, change, expected) => {
    const given = snapshot({ state: at[name], newestCanaryAt: AT, ...(change as Partial<Snapshot>) });
    const answer = mayAdvance(given, AT);
    expect(answer.blockers.map(({ kind }) => kind).sort()).toEqual([...expected].sort());
    expect(answer.allowed).toBe(expected.length === 0);
  });

  it('counts an override, never for a critical fail', () => {
    const override = { step: 0, blockers: ['freeze' as const, 'gate' as const], by: 'Jo', reason: 'r', at: AT };
    const held = { state: { ...at.holding, override }, newestCanaryAt: AT, freezes: [freeze()] };
    expect(mayAdvance(snapshot(held), AT)).toEqual({ allowed: true, blockers: [] });
    expect(mayAdvance(snapshot({ ...held, gates: failing }), AT).allowed).toBe(false);
  });
});
