import { describe, expect, it } from 'vitest';
import {
  ASK_AGAIN_MS,
  comesLater,
  type Draft,
  dueOf,
  enqueue,
  FORGET_MS,
  isQueueable,
  type Queued,
  queuedWords,
  renew,
  restore,
  settle,
  tried,
  unreached,
} from './outbox';

const NOW = 1_000_000_000_000;
const draft = (over: Partial<Draft> = {}): Draft => ({
  key: 'k1',
  person: 'sam',
  action: 'rollback',
  path: '/api/v1/releases/r1/rollback',
  body: { reason: 'errors 3×' },
  subject: 'checkout 2.4.1',
  release: 'r1',
  at: NOW,
  tries: 0,
  ...over,
});
const queued = (over: Partial<Queued> = {}): Queued => ({ ...draft(), state: 'waiting', ...over });

describe('what may wait on a device', () => {
  it.each([
    ['rollback', true],
    ['pause', true],
    ['kill', true],
    ['advance', false],
    ['approve', false],
    ['resume', false],
    ['override', false],
    ['cancel', false],
    ['reject', false],
  ])('%s: %s', (action, may) => expect(isQueueable(action)).toBe(may));
});

describe('when it is due', () => {
  it.each([
    ['at once', queued(), 0, 'send'],
    ['just before the limit', queued(), ASK_AGAIN_MS - 1, 'send'],
    ['at the limit it is asked again', queued(), ASK_AGAIN_MS, 'ask'],
    ['refused', queued({ state: 'refused' }), ASK_AGAIN_MS, 'told'],
  ])('%s', (_name, entry, later, due) => expect(dueOf(entry, NOW + later)).toBe(due));

  it('meant again, its wait begins again', () => {
    const later = NOW + ASK_AGAIN_MS;
    expect(renew([queued()], 'k1', later).map((entry) => dueOf(entry, later))).toEqual(['send']);
  });
});

describe('waiting once', () => {
  it('the same action on the same release', () =>
    expect(enqueue([queued()], draft({ key: 'k2', at: NOW + 5 }))).toEqual([queued()]));
  it('but another action, another release, and after a refusal once more', () => {
    expect(enqueue([queued()], draft({ key: 'k2', action: 'pause', path: '/p' }))).toHaveLength(2);
    expect(enqueue([queued()], draft({ key: 'k2', path: '/api/v1/releases/r2/rollback' }))).toHaveLength(2);
    expect(enqueue([queued({ state: 'refused' })], draft({ key: 'k2' }))).toHaveLength(2);
  });
});

describe('what an answer makes of it', () => {
  it.each([
    [0, true],
    [401, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [403, false],
    [404, false],
    [409, false],
    [422, false],
  ])('%i is sent again: %s', (status, again) => {
    expect(comesLater(status)).toBe(again);
    const [entry] = settle([queued()], 'k1', { ok: false, status, words: 'no' });
    expect(entry).toMatchObject(again ? { state: 'waiting' } : { state: 'refused', refusal: 'no' });
  });
  it('knows what may have arrived', () => expect(tried([queued()], 'k1')[0]?.tries).toBe(1));
  it.each([
    [0, true],
    [502, true],
    [504, true],
    [500, false],
    [429, false],
    [409, false],
  ])('%i reached nobody who decides: %s', (status, nobody) => expect(unreached(status)).toBe(nobody));
  it('done: it is gone', () => expect(settle([queued()], 'k1', { ok: true })).toEqual([]));
});

describe('after a reload', () => {
  const kept = (...entries: unknown[]) => JSON.stringify(entries);
  it.each([
    ['nothing kept', null, []],
    ['not JSON', '{', []],
    ['not a list', '{}', []],
    ['as it was', kept(queued()), ['waiting']],
    ['in no state that is known', kept({ ...queued(), state: 'odd' }), []],
    ['refused stays told', kept(queued({ state: 'refused', refusal: 'no' })), ['refused']],
    ['of somebody else', kept(queued({ person: 'eve' })), []],
    ['forgotten', kept(queued({ at: NOW - FORGET_MS })), []],
    ['from a clock far ahead', kept(queued({ at: NOW + FORGET_MS })), []],
    ['towards exposure: never', kept({ ...queued(), action: 'advance' }), []],
    ['to anywhere else', kept(queued({ path: 'https://evil.example/' })), []],
    ['half of it', kept({ key: 'k1' }, null, 7), []],
  ])('%s', (_name, text, states) => expect(restore(text, 'sam', NOW).map(({ state }) => state)).toEqual(states));
});

it('in words', () => {
  expect(queuedWords(queued())).toBe('Roll back checkout 2.4.1');
  expect(queuedWords(queued({ action: 'kill', subject: 'every service' }))).toBe(
    'Pull the kill switch for every service',
  );
});
