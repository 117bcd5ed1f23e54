import { describe, expect, it } from 'vitest';
import { STATUS } from '@/components/status/vocabulary';
import type { ActionName, Release } from '@/lib/releases/schema';
import { ACTIONS } from '@/lib/releases/status';
import { rowActions } from './action-labels';
import { actsNext } from './acts-next';
import { releaseAsText } from './copy-text';
import { dialogWords } from './dialog-words';
import { EVERYTHING, killConsequence, killReason } from './kill-words';
import { holdAt, leftWords } from './live';
import { newsOf } from './news';
import { inputOfTerms, overrideRefusal, usualTerms } from './override-terms';
import { permitted } from './permitted';
import { receiptSteps } from './receipt-steps';
import type { Recovery } from './recovery';
import { variantOf } from './release-status';
import { wordsOf } from './spoken-line';
import { failing, gate, NOW, release } from './testing/release';

const NOBODY = { turn: null, others: null };
const hurting = (change: Partial<Release> = {}): Release =>
  release({
    status: 'paused',
    verdict: 'fail',
    gates: [failing()],
    attention: { class: 8, since: '', priority: 0 },
    actions: ['resume', 'override', 'rollback'],
    ...change,
  });
const blocked = (kind: Release['blockers'][number]['kind'], until?: string): Partial<Release> => ({
  blockers: [{ kind, detail: 'said', since: '2026-11-19T14:00:00Z', ...(until ? { until } : {}) }],
});

describe('status', () => {
  it.each<[word: string, change: Partial<Release>, begun: boolean]>([
    ['Needs approval', blocked('approval'), true],
    [
      'Needs approval',
      { blockers: [...(blocked('approval').blockers ?? []), ...(blocked('gate').blockers ?? [])] },
      true,
    ],
    ['Holding', blocked('gate'), true],
    ['Not started', blocked('freeze'), false],
    ['Needs approval', { blockers: [] }, true],
  ])('of what waits for an approval: %s', (word, change, begun) => {
    const startedAt = begun ? '2026-11-19T14:00:00Z' : null;
    const waits = release({ status: 'awaiting_approval', verdict: 'pass', startedAt, ...change });
    expect(STATUS[variantOf(waits)].word).toBe(word);
  });
});

describe('dialogs', () => {
  it('of an override name what it lifts and what stays, and leave one’s own missing approval alone', () => {
    const since = '2026-11-19T14:00:00Z';
    const blockers = (['approval', 'freeze', 'provider'] as const).map((kind) => ({
      kind,
      detail: `by ${kind}`,
      since,
    }));
    const held = release({ blockers });
    expect(dialogWords('override', held).consequence).toBe('Lifts 2 blockers for this step only: approval, freeze.');
    const own = dialogWords('override', held, undefined, true);
    expect(own.consequence).toBe('Lifts 1 blocker for this step only: freeze.');
    const stays = own.facts.filter(({ term }) => term === 'Stays').map(({ words }) => words);
    expect(stays).toEqual(['by approval', 'by provider']);
    const refusal = (of: Release, alone: boolean) => overrideRefusal(of, alone, usualTerms(of, alone));
    expect(refusal(held, true)).toBeNull();
    expect(refusal(release({ blockers: blockers.slice(0, 1) }), true)).toContain('someone else must lift');
    expect(refusal(release({ blockers: blockers.slice(0, 1) }), false)).toBeNull();
  });

  it('of an override lift what is chosen, for the time that is chosen', () => {
    const since = '2026-11-19T14:00:00Z';
    const blockers = (['approval', 'freeze'] as const).map((kind) => ({ kind, detail: `by ${kind}`, since }));
    const held = release({ blockers });
    const one = { blockers: ['freeze' as const], hours: 1 };
    const words = dialogWords('override', held, undefined, false, one);
    expect(words.consequence).toBe('Lifts 1 blocker for this step only: freeze.');
    expect(words.facts.filter(({ term }) => term === 'Stays').map((fact) => fact.words)).toEqual(['by approval']);
    expect(inputOfTerms(one, held, false, NOW)).toEqual({
      blockers: ['freeze'],
      until: new Date(NOW + 3_600_000).toISOString(),
    });
    expect(overrideRefusal(held, false, { blockers: [], hours: 1 })).toBe('Choose what it lifts.');
    // What was chosen and has gone is no longer asked for.
    expect(inputOfTerms(one, release(), false, NOW).blockers).toBeUndefined();
  });

  it('say the consequence of a rollback, why, and that nothing is in its way', () => {
    const words = dialogWords('rollback', hurting());
    expect(words.consequence).toBe('checkout 2.4.1 → 0\u202f%. Users return to 2.4.0.');
    expect(words.facts.map((fact) => fact.term)).toEqual(['Now', 'After', 'Why', 'Safe']);
    expect(words.facts[0]?.words).toBe('internal 100\u202f% · early 100\u202f% · broad 5\u202f%');
    expect(words.reason).toEqual({ required: false, initial: 'errors 3.1× baseline, limit 1.50× (14,400 requests)' });
    expect(words.hurting).toBe(true);
  });

  it('are easy towards safety and hard towards exposure', () => {
    const direction = (action: ActionName) => dialogWords(action, release()).direction;
    const safe: ActionName[] = ['rollback', 'pause', 'cancel', 'reject'];
    for (const action of ACTIONS) expect(direction(action)).toBe(safe.includes(action) ? 'safety' : 'exposure');
    for (const action of ['advance', 'override'] as const)
      expect(dialogWords(action, release()).reason.required).toBe(true);
    expect(dialogWords('resume', hurting()).reason.required).toBe(true);
    expect(dialogWords('resume', release({ status: 'paused' })).reason.required).toBe(false);
  });

  it('name the evidence against more exposure first', () => {
    const words = dialogWords(
      'advance',
      release({ gates: [gate({ verdict: 'inconclusive', satisfied: false, why: '62 of 100' })] }),
    );
    expect(words.facts[0]).toEqual({ term: 'Against', words: 'errors is not proven: 62 of 100' });
    expect(words.consequence).toBe(
      'broad 5\u202f% → broad 100\u202f%, now, 27\u202fmin left of the hold not waited for.',
    );
  });

  it('warn of declared risk', () => {
    const words = dialogWords('rollback', release({ risk: 'Schema change.' }));
    expect(words.facts.at(-1)?.words).toBe('Schema change. Data written by 2.4.1 stays.');
    const bare = dialogWords('rollback', release({ risk: 'writes fees_v2' }));
    expect(bare.facts.at(-1)?.words).toBe('writes fees_v2. Data written by 2.4.1 stays.');
  });
});

describe('a reason', () => {
  it.each<[ActionName, boolean]>([
    ['rollback', true],
    ['reject', true],
    ['pause', false],
    ['cancel', false],
  ])('for %s is asked for where the plan demands one', (action, demanded) => {
    expect(dialogWords(action, release({ reasonFor: ['rollback', 'reject'] })).reason.required).toBe(demanded);
    expect(dialogWords(action, release({ reasonFor: [] })).reason.required).toBe(false);
  });
});

describe('who acts next', () => {
  it.each<[string, Partial<Release>, string]>([
    ['a hold that goes well', {}, 'Rampart'],
    ['moving', { status: 'applying' }, 'provider'],
    ['rolling back', { status: 'rolling_back' }, 'provider'],
    ['not rolled back', { status: 'rollback_failed' }, 'You, by hand'],
    ['paused', { status: 'paused' }, 'You'],
    ['frozen', blocked('freeze', '2026-11-23T07:00:00Z'), 'nobody until Mon 07:00'],
    ['no data', blocked('no_data'), 'service owners'],
    ['provider', blocked('provider'), 'provider’s owner'],
    [
      'approval in a freeze',
      {
        status: 'awaiting_approval',
        actions: ['approve'],
        blockers: [...(blocked('freeze').blockers ?? []), ...(blocked('approval').blockers ?? [])],
      },
      'nobody yet',
    ],
    ['over', { status: 'completed', finishedAt: '2026-11-19T14:05:00Z' }, 'ended 14:05:00'],
    ['over, nobody knows when', { status: 'completed', finishedAt: null }, '–'],
  ])('%s', (_name, change, expected) => expect(actsNext(release(change), NOW, NOBODY)).toBe(expected));

  it('is whoever may approve', () => {
    const waiting = release({ status: 'awaiting_approval', ...blocked('approval') });
    expect(actsNext(waiting, NOW, { turn: 'mine', others: null })).toBe('You');
    expect(actsNext(waiting, NOW, { turn: 'asked', others: 'Jo Park' })).toBe('Jo Park');
    const open = { ...waiting, blockers: [...waiting.blockers, ...(blocked('gate').blockers ?? [])] };
    expect(actsNext(open, NOW, { turn: 'mine', others: null })).toBe('You');
    expect(actsNext({ ...open, ...blocked('gate') }, NOW, { turn: 'mine', others: null })).toBe('Rampart');
    expect(actsNext(waiting, NOW, { turn: 'right', others: null })).toBe('approvers');
  });
});

describe('row buttons', () => {
  it('put safety first where users are hurt and offer only what is allowed', () => {
    expect(rowActions(hurting())).toEqual(['rollback', 'resume']);
    expect(rowActions(release({ status: 'awaiting_approval', actions: ['approve', 'reject', 'rollback'] }))).toEqual([
      'approve',
      'rollback',
    ]);
    expect(rowActions(release({ status: 'rolling_back', actions: ['rollback'] }))).toEqual([]);
    expect(rowActions(release({ status: 'pending', actions: ['pause', 'cancel'] }))).toEqual(['cancel', 'pause']);
  });
});

describe('time between events', () => {
  it('runs the hold on', () => {
    expect(holdAt(release(), NOW + 60_000)?.elapsedMs).toBe(4 * 60_000);
    expect(
      holdAt(release({ hold: { totalMs: 1, elapsedMs: 1, extendedMs: 0, atMostMs: 0, running: false } }), NOW + 60_000)
        ?.elapsedMs,
    ).toBe(1);
  });
  it('counts down, says at most in an extension, and counts up while moving', () => {
    expect(leftWords(release(), NOW)).toBe('27:00');
    expect(
      leftWords(release({ hold: { totalMs: 1, elapsedMs: 0, extendedMs: 1, atMostMs: 0, running: true } }), NOW),
    ).toBe('≤ 27\u202fmin');
    expect(leftWords(release({ status: 'applying', updatedAt: new Date(NOW - 4000).toISOString() }), NOW)).toBe(
      '4\u202fs',
    );
    expect(leftWords(release({ status: 'paused' }), NOW)).toBe('–');
  });
});

describe('receipts', () => {
  const asked = { action: 'rollback', at: NOW - 8000 } as const;
  const rollback = {
    by: 'Sam Ode',
    automatic: false,
    reason: 'errors',
    at: new Date(NOW - 8000).toISOString(),
    fromStep: 2,
    fromExposure: 5,
  };
  const taken = (secondsAgo: number) =>
    release({
      status: 'rolled_back',
      rollback,
      gates: [failing()],
      finishedAt: new Date(NOW - secondsAgo * 1000).toISOString(),
    });
  const labels = (r: Release, recovery: Recovery | null = null) =>
    receiptSteps(r, asked, { command: null, recovery }, NOW).map((step) => `${step.state}: ${step.label}`);

  it('ends with what users see, not with "done"', () => {
    expect(labels(release({ status: 'rolling_back', rollback }))).toEqual([
      'done: Asked',
      'now: Accepted',
      'now: Provider confirms 0\u202f%',
      'todo: Errors at baseline',
    ]);
    expect(labels(taken(0))).toEqual([
      'done: Asked',
      'done: Accepted',
      'done: Provider confirmed 0\u202f%',
      'now: Errors at baseline',
    ]);
  });

  it('of one yes among several says what is still needed, and counts no seconds of a provider that nobody asked', () => {
    const yes = { action: 'approve' as const, at: NOW - 3_000 };
    const steps = (approved: number, change: Partial<Release> = {}) => {
      const at = { ring: 'broad', exposure: 5, hold: '30m', gates: 1, approvals: 2, approved };
      const one = release({
        status: 'awaiting_approval',
        steps: [at],
        step: { ...release().step, index: 0 },
        ...change,
      });
      return receiptSteps(one, yes, { command: null, recovery: null }, NOW);
    };
    expect(steps(1)).toEqual([
      { label: 'Approved', state: 'done', detail: '14:32:07' },
      { label: '1 more approval needed', state: 'now' },
      { label: 'Provider confirms broad 5\u202f%', state: 'todo' },
    ]);
    expect(steps(2, blocked('freeze'))[1]).toMatchObject({ label: 'Held: freeze', state: 'now' });
    expect(steps(2, { status: 'applying' })[1]).toMatchObject({ state: 'now', detail: '3\u202fs' });
    expect(steps(2, { status: 'holding' })[1]).toEqual({ label: 'Provider confirmed broad 5\u202f%', state: 'done' });
  });

  it('ends when what users meet is within the limit again, and says so when it is not', () => {
    const last = (r: Release, recovery: Recovery) => receiptSteps(r, asked, { command: null, recovery }, NOW).at(-1);
    const newest = { at: NOW - 10_000, words: '1.4\u202f%' };
    expect(last(taken(30), { back: NOW - 10_000, newest })).toEqual({
      label: 'Errors at baseline',
      state: 'done',
      detail: '14:32:00',
    });
    expect(last(taken(30), { back: null, newest })?.state).toBe('now');
    expect(last(taken(90), { back: null, newest })).toEqual({
      label: 'Errors at baseline',
      state: 'failed',
      detail: 'still 1.4\u202f%: this release may not be the cause',
    });
    expect(last({ ...taken(90), gates: [] }, { back: null, newest: null })?.detail).toBe('no gate failed');
  });

  it('says how long it usually takes, and nothing where nothing is known', () => {
    const usual = { count: 20, medianMs: 8000, slowestMs: 31_000 };
    const words = (of?: typeof usual) => dialogWords('rollback', hurting(), of).facts.find((f) => f.term === 'Usually');
    expect(words(usual)?.words).toBe('confirmed in 8\u202fs; slowest of the last 20: 31\u202fs.');
    expect(words({ count: 0, medianMs: 0, slowestMs: 0 })).toBeUndefined();
    expect(words()).toBeUndefined();
    const steps = receiptSteps(
      release({ status: 'rolling_back', rollback }),
      asked,
      { command: null, usual, recovery: null },
      NOW,
    );
    expect(steps[2]?.detail).toBe('8\u202fs, usually 8\u202fs');
  });

  it('repeats the provider’s refusal', () => {
    const command = { status: 'queued', attempts: 25, acceptedAt: null, confirmedAt: null, error: 'locked' } as const;
    expect(
      receiptSteps(release({ status: 'rollback_failed', rollback }), asked, { command, recovery: null }, NOW)[1],
    ).toEqual({
      label: 'Accepted',
      state: 'failed',
      detail: 'tried 25 times: locked',
    });
  });
});

it('kill switch says what returns where and demands a reason that says something', () => {
  expect(killConsequence('checkout', [release()])).toBe(
    '2.4.1 → 0\u202f% in every ring, now. Users return to 2.4.0. New exposure of checkout stays frozen until someone lifts it.',
  );
  expect(killConsequence(EVERYTHING, [release(), release()])).toContain('2 releases in flight → 0\u202f%');
  expect([
    killReason(null, ''),
    killReason('Other', ' '),
    killReason('Drill', ''),
    killReason('Incident', 'INC-4'),
  ]).toEqual(['', '', 'Drill', 'Incident: INC-4']);
});

it('copies a release for a chat channel', () => {
  const lines = releaseAsText(hurting(), 'https://rampart/releases/1', NOW).split('\n');
  expect(lines[0]).toBe('checkout 2.4.1 (from 2.4.0): Paused, failing');
  expect(lines).toContain('Asked 5\u202f%, provider reports 5\u202f%.');
  expect(lines.at(-1)).toBe('Thu 19 Nov 2026, 14:32 UTC · https://rampart/releases/1');
});

it('hears no difference where only numbers differ', () => {
  expect(wordsOf('broad 25 % in 4:10, no one needed.')).toBe(wordsOf('broad 25 % in 12:05, no one needed.'));
});

describe('news worth interrupting for', () => {
  it.each([
    ['starts failing', { verdict: 'pass' as const }, { verdict: 'fail' as const }, 'checkout 2.4.1 fails.'],
    ['goes on failing', { verdict: 'fail' as const }, { verdict: 'fail' as const }, null],
    [
      'is confirmed',
      { status: 'rolling_back' as const },
      { status: 'rolled_back' as const },
      'checkout 2.4.1 is rolled back: the provider confirmed 0\u202f%.',
    ],
    [
      'is not',
      { status: 'rolling_back' as const },
      { status: 'rollback_failed' as const },
      'checkout 2.4.1 is not rolled back: the provider did not confirm.',
    ],
    ['advances', { status: 'applying' as const }, { status: 'holding' as const }, null],
  ])('%s', (_name, before, after, sentence) => expect(newsOf(release(before), release(after))).toBe(sentence));
});

it('shows only what the person may do', () => {
  const waiting = release({ actions: ['approve', 'reject', 'rollback'] });
  expect(permitted(waiting, { scopes: ['read'], teams: {} })).toEqual([]);
  expect(permitted(waiting, { scopes: ['read', 'release'], teams: {} })).toEqual(['rollback']);
  expect(permitted(waiting, { scopes: ['read'], teams: { [waiting.owner]: 'approver' } })).toEqual([
    'approve',
    'reject',
    'rollback',
  ]);
});
