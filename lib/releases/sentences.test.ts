import { describe, expect, it } from 'vitest';
import { at, evaluation, MINUTE, plan, T0 } from './machine/testing/snapshots';
import { firstLine } from './sentences';
import { initialState, type ReleaseState } from './state';
import { STATUSES } from './status';
import { type ReleaseRow, toRelease, type ViewFacts } from './view';

const facts: ViewFacts = {
  tier: 1,
  owner: 'storefront',
  rollbackWindowMs: 0,
  current: false,
  otherExposed: false,
  approvals: [],
  observed: { exposure: null, at: null },
};
const row = (state: Partial<ReleaseState>, gates: ReleaseRow['gates'] = []): ReleaseRow => ({
  id: 'r1',
  service: 'checkout',
  version: '2.4.1',
  baselineVersion: '2.4.0',
  attempt: 1,
  planName: 'standard',
  planVersion: 7,
  plan: plan(),
  commit: null,
  artifact: null,
  commitAuthor: null,
  committer: null,
  changelog: null,
  risk: null,
  startAt: null,
  createdBy: 'ana',
  createdByName: 'Ana',
  createdAt: new Date(T0),
  commandedAt: new Date(T0),
  updatedAt: new Date(T0),
  revision: 1,
  state: { ...initialState(), ...state },
  gates,
});
const line = (state: Partial<ReleaseState>, gates: ReleaseRow['gates'] = [], more: Partial<ViewFacts> = {}) =>
  toRelease(row(state, gates), { ...facts, ...more }, T0 + 2 * MINUTE).reason.replaceAll('\u202f', ' ');
const block = (kind: never, detail: string, until?: string, since = T0) => [
  { kind, detail, since: new Date(since).toISOString(), ...(until ? { until } : {}) },
];

describe('the first line', () => {
  it.each([
    ['pending', at.pending, /^Not started: nobody sees 2\.4\.1 yet\. internal 5 % goes out within seconds\.$/],
    [
      'awaiting',
      { ...at.awaiting, blockers: block('approval' as never, '0 of 1 approvals from approver') },
      /^Waiting for 1 of 1 approvals from approver: early 25 % → broad 100 %\. Asked 2 min ago\.$/,
    ],
    [
      'applying',
      at.applying,
      /^Raising early to 25 %: sent 2 min ago, the provider has not said what it did\. The hold starts when it confirms\.$/,
    ],
    ['holding', at.holding, /^Holding at internal 5 %: no gates here\. early 25 % in 3:00, no one needed\.$/],
    [
      'paused',
      at.paused,
      /^Paused by Ana 2 min ago: “lunch”\. 2\.4\.1 stays at internal 5 %\. Resuming continues the hold, 4 min left\.$/,
    ],
    ['rolling back', at.rollingBack, /^Rolling back to 2\.4\.0: 0 % sent 2 min ago/],
    [
      'rolling back, just sent',
      {
        ...at.rollingBack,
        blockers: block(
          'provider' as never,
          '0 % was asked, the provider reports 5 %',
          undefined,
          T0 + 2 * MINUTE - 3_000,
        ),
      },
      /^Rolling back to 2\.4\.0: 0 % sent 2 min ago, the provider has not said what it did\.$/,
    ],
    [
      'rolling back, the provider away',
      {
        ...at.rollingBack,
        blockers: block('provider' as never, 'The provider has not accepted after 3 attempts: locked'),
      },
      /^Rolling back to 2\.4\.0: 0 % sent 2 min ago\. The provider has not accepted after 3 attempts: locked\. It is tried again without end\.$/,
    ],
    [
      'rollback failed',
      { ...at.rollbackFailed, blockers: block('provider' as never, 'Not rolled back after 25 attempts: locked') },
      /^Not rolled back: users still see 2\.4\.1 at internal 5 %\. Not rolled back after 25 attempts: locked\..*Do it by hand\.$/,
    ],
    [
      'rolled back',
      { ...at.rollingBack, status: 'rolled_back' as const, finishedAt: T0 + 8000, observed: 0 },
      /^Rolled back to 2\.4\.0: the provider confirmed 0 % at 14:00:08, 8 s after Ana decided\. Why: errors\.$/,
    ],
    ['completed', at.completed, /^Done: everyone got 2\.4\.1 at 14:00:00/],
    ['cancelled', at.cancelled, /^Cancelled\. Nobody saw 2\.4\.1\.$/],
    [
      'cancelled',
      { ...at.cancelled, reason: 'rejected by Jo: no tests' },
      /^Cancelled: rejected by Jo: no tests\. Nobody/,
    ],
    ['cancelled', { ...at.cancelled, reason: 'cancelled by Ana' }, /^Cancelled by Ana\. Nobody/],
    [
      'cancelled',
      { ...at.cancelled, reason: 'nobody approved within 10m' },
      /^Cancelled: nobody approved within 10m\. Nobody/,
    ],
    ['superseded', at.superseded, /^Superseded by a newer version before it started\. Nobody saw 2\.4\.1\.$/],
  ])('%s', (_, state, expected) => {
    expect(line(state)).toMatch(expected);
  });
  const HOUR = 60 * MINUTE;
  it('is last known good once everyone has it, and says until when it can be taken back', () => {
    const told = (change: Partial<typeof facts>, now = T0 + HOUR) =>
      toRelease(row({ ...at.completed, finishedAt: T0 }), { ...facts, ...change }, now).reason;
    const window = { current: true, otherExposed: false, rollbackWindowMs: 24 * HOUR };
    expect(told(window)).toContain(
      '. 2.4.1 is now last known good; rolling back to 2.4.0 is possible until Fri 14:00.',
    );
    expect(told({ ...window, otherExposed: true })).toMatch(/ 2\.4\.1 is now last known good\.$/);
    expect(told(window, T0 + 25 * HOUR)).toMatch(/ 2\.4\.1 is now last known good\.$/);
    expect(told({ ...window, current: false })).not.toContain('last known good');
  });
  it('claims of no release that everyone sees it once a later one may be seen, and dates what is not of today', () => {
    const told = (change: Partial<typeof facts>, now = T0 + HOUR) =>
      toRelease(row({ ...at.completed, finishedAt: T0 }), { ...facts, ...change }, now).reason;
    const window = { current: true, otherExposed: false, rollbackWindowMs: 24 * HOUR };
    expect(told(window)).toMatch(/^Done: everyone sees 2\.4\.1 since 14:00:00, /);
    expect(told({ ...window, otherExposed: true })).toMatch(/^Done: everyone got 2\.4\.1 at 14:00:00, /);
    expect(told({ ...window, current: false })).toMatch(/^Done: everyone got 2\.4\.1 at 14:00:00, /);
    expect(told({ ...window, current: false }, T0 + 30 * HOUR)).toMatch(/^Done: everyone got 2\.4\.1 at \w{3} 14:00, /);
    const back = { ...at.rollingBack, status: 'rolled_back' as const, finishedAt: T0 + 8000, observed: 0 };
    expect(toRelease(row(back), facts, T0 + 30 * HOUR).reason).toMatch(/confirmed 0\s% at \w{3} 14:00, /);
  });
  it('counts from when the command was given, whatever the provider was heard to say since', () => {
    const heard = { ...row(at.applying), updatedAt: new Date(T0 + 119_000) };
    expect(toRelease(heard, facts, T0 + 2 * MINUTE).reason).toContain('sent 2\u202fmin ago');
  });
  it('names the ring it stands in while the next one was never reached', () => {
    const pause = {
      kind: 'withdrawn' as const,
      by: 'Rampart',
      reason: 'a freeze began',
      at: T0,
      from: 'applying' as const,
    };
    expect(line({ ...at.paused, step: 1, pause })).toMatch(/^Paused at internal 5 %: a freeze began\./);
  });
  it('leaves the counts behind a ratio to gates and timeline', () => {
    const reason = 'errors: 27× baseline, limit 3×: 3.47 % (21 of 606) against 0.128 % (7 of 5,448); proven worse';
    const rollback = { by: 'Rampart', automatic: true, reason, at: T0, outcome: 'rolled_back' as const };
    const ended = { ...at.rollingBack, status: 'rolled_back' as const, finishedAt: T0 + 8000, observed: 0 };
    expect(line({ ...ended, rollback: { ...rollback, fromStep: 0, fromExposure: 1000 } })).toMatch(
      /Why: errors 27× baseline, limit 3×\.$/,
    );
    const pause = { kind: 'withdrawn' as const, by: 'Rampart', at: T0, from: 'applying' as const };
    const why = `the raise was taken back before it was accepted: gate: ${reason}`;
    expect(line({ ...at.paused, pause: { ...pause, reason: why } })).toMatch(
      /^Paused at internal 5 %: the raise was taken back before it was accepted: errors 27× baseline, limit 3×\. Resume/,
    );
  });
  it('quotes what a person said, not that nobody said anything', () => {
    const pause = { kind: 'person' as const, by: 'Jo', at: T0, from: 'holding' as const };
    expect(line({ ...at.paused, pause: { ...pause, reason: 'lunch' } })).toMatch(/^Paused by Jo [^:]* ago: “lunch”\. /);
    expect(line({ ...at.paused, pause: { ...pause, reason: 'no reason given' } })).toMatch(
      /^Paused by Jo [^:]* ago, no reason given\. /,
    );
  });
  it('names what blocks first, and the rest after', () => {
    const both = [
      ...block('no_data' as never, 'No samples from the canary for 150 s'),
      ...block('freeze' as never, 'Quarter end', '2026-11-23T07:00:00Z'),
    ];
    expect(line({ ...at.holding, blockers: both })).toBe(
      'Holding at internal 5 %. No samples from the canary for 150 s. Silence neither advances nor rolls back. Also: freeze until Mon 07:00.',
    );
  });
  it('says how much worse a failing release is', () => {
    const gates = [evaluation('errors', 'fail', { effect: 3.1, bound: 1.5 })];
    const pause = { kind: 'gate' as const, by: 'Rampart', reason: 'x', at: T0, from: 'holding' as const };
    expect(line({ ...at.paused, pause }, gates)).toBe(
      'Paused at internal 5 %: errors 3.1× baseline, limit 1.50×. Its plan leaves what follows to a person.',
    );
  });
  it('says how much of the evidence is there, and how long the rest takes', () => {
    const evidence = {
      ...{ worse: 0, fine: 0.59, logWorse: -1, logFine: 1.8, needWorse: 3, needFine: 3, alpha: 0.05, spent: 1 },
      ...{ dispersion: null, edgeMs: null },
    };
    const open = {
      satisfied: false,
      sli: 'error_rate',
      evidence,
      expected: { verdict: 'pass' as const, seconds: 360 },
    };
    const gates = [evaluation('p95', 'pass'), evaluation('errors', 'inconclusive', open)];
    const clause = '1 of 2 gates pass; errors have 59 % of the evidence needed, about 6 min more.';
    expect(line(at.holding, gates)).toContain(`Holding at internal 5 %: ${clause}`);
    const held = block('gate' as never, 'errors: not proven');
    expect(line({ ...at.holding, blockers: held }, gates)).toBe(
      `Holding at internal 5 %: ${clause} It goes on when that is there.`,
    );
    const slow = [evaluation('errors', 'inconclusive', { ...open, expected: null })];
    expect(line(at.holding, slow)).toContain('too little traffic to say how long');
  });
  it('says that a gate fails while the plan waits for another', () => {
    const gates = [evaluation('errors', 'fail', { effect: 3.1, bound: 1.5, satisfied: false })];
    expect(line(at.holding, gates)).toBe(
      'Holding at internal 5 %: errors 3.1× baseline, limit 1.50×. This plan rolls back when more gates fail together. You can roll back now.',
    );
  });
  it.each(['no_data', 'inconclusive'] as const)('promises no time while a gate is open: %s', (verdict) => {
    const said = line(at.holding, [evaluation('errors', verdict, { satisfied: false })]);
    expect(said).toMatch(/early 25 % in 3:00 at the earliest\.$/);
    expect(said).not.toContain('no one needed');
  });

  it('does not call a gate that is only satisfied a pass', () => {
    const gates = [evaluation('errors', 'pass'), evaluation('orders', 'inconclusive', { satisfied: true })];
    expect(line(at.holding, gates)).toContain('1 of 2 gates pass, the rest is not proven and may go on');
    const unproven = ['errors', 'p95'].map((name) => evaluation(name, 'inconclusive', { satisfied: true }));
    expect(line(at.holding, unproven)).toContain('none of 2 gates is proven, they may go on');
    expect(line(at.holding, unproven.slice(0, 1))).toContain('its gate is not proven and may go on');
  });
  it('exists for every status', () => {
    for (const status of STATUSES) {
      const release = toRelease(row({ ...at.holding, status }), facts, T0);
      expect(firstLine(release, T0)).not.toMatch(/undefined|null|NaN/);
      expect(firstLine(release, T0).length).toBeGreaterThan(10);
    }
  });
});
