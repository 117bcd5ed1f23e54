import { describe, expect, it } from 'vitest';
import { NOW, release } from '@/components/releases/testing/release';
import { endedEarlier } from '@/lib/queries/apply-events';
import { dayStart } from '@/lib/shared/utc-day';
import { changedSince, changesOf, dismissed, lookAt, withEarlier } from './changed-since';
import { changesTold, changesWords } from './changed-words';

const ago = (minutes: number) => NOW - minutes * 60_000;
const iso = (minutes: number) => new Date(ago(minutes)).toISOString();
const AWAY = { from: ago(20), until: ago(1) };
const old = { createdAt: iso(60), startedAt: iso(50), attention: { class: 2, since: iso(50), priority: 0 } };
const step = (minutes: number) => ({ ...release().step, startedAt: iso(minutes) });
const pause = { kind: 'person' as const, by: 'Sam', reason: 'look', at: iso(5) };
const rollback = { by: 'Sam', automatic: false, reason: '', at: iso(6), fromStep: 1, fromExposure: 5 };

describe('changedSince', () => {
  it.each([
    ['nothing', { ...old, step: step(50) }, null],
    ['a step', { ...old, step: step(10) }, '→ broad 5\u202f%'],
    ['a step after coming back', { ...old, step: step(0.5) }, null],
    ['a new one', { ...old, createdAt: iso(10), startedAt: iso(9), step: step(9) }, 'new, broad 5\u202f%'],
    ['a new one that waits', { ...old, createdAt: iso(10), startedAt: null, step: step(50) }, 'new'],
    ['a pause', { ...old, step: step(10), status: 'paused', pause }, 'paused'],
    ['a pause that was lifted', { ...old, step: step(50), pause }, null],
    ['a rollback', { ...old, status: 'rolling_back', rollback }, 'rolling back'],
    ['its end', { ...old, status: 'rolled_back', rollback, finishedAt: iso(5) }, 'rolled back'],
    ['done', { ...old, status: 'completed', finishedAt: iso(5) }, 'done'],
    ['done long ago', { ...old, status: 'completed', finishedAt: iso(40), step: step(50) }, null],
    [
      'waits for a person',
      { ...old, step: step(50), status: 'awaiting_approval', attention: { class: 6, since: iso(5), priority: 0 } },
      'needs approval',
    ],
  ] as const)('%s', (_, change, words) => expect(changedSince(release(change), AWAY)?.words ?? null).toBe(words));
});

describe('lookAt', () => {
  const kept = { from: 100_000, until: 200_000, seen: 300_000 };
  it.each([
    ['the first time ever', null, 5, { from: 5, until: 5, seen: 5 }],
    ['a reload keeps what was told', kept, 310_000, { ...kept, seen: 310_000 }],
    ['a new absence', kept, 400_000, { from: 300_000, until: 400_000, seen: 400_000 }],
    ['a clock that went back', kept, 200_000, { from: 200_000, until: 200_000, seen: 200_000 }],
  ])('%s', (_, before, now, after) => expect(lookAt(before, now)).toEqual(after));

  it('is told no more once dismissed', () => expect(changesOf([release()], dismissed(kept)).size).toBe(0));
});

it('says how many, and which to those who cannot see the marks', () => {
  const list = ['a', 'b', 'c', 'd'].map((id) => release({ ...old, id, step: step(10) }));
  const changes = changesOf([...list, release({ ...old, id: 'e', step: step(50) })], AWAY);
  expect(changesWords(changes, AWAY, NOW)).toBe('4 changed since 14:12');
  const one = 'checkout 2.4.1 → broad 5\u202f%';
  expect(changesTold(changes, list, AWAY, NOW)).toBe(`4 releases changed since 14:12: ${one}; ${one}; ${one}; 1 more.`);
});

describe('what ended while nobody looked, before midnight', () => {
  const midnight = dayStart(NOW);
  it.each([
    ['before midnight', midnight - 60_000, true],
    ['today: known anyway', midnight + 60_000, false],
    ['before the look', midnight - 7_200_000, false],
  ])('%s', (_, at, told) =>
    expect(endedEarlier({ finishedAt: new Date(at).toISOString() }, midnight - 3_600_000, NOW)).toBe(told),
  );
  it('is never told of one in flight', () => expect(endedEarlier({ finishedAt: null }, 0, NOW)).toBe(false));

  it('each once', () => {
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    expect(withEarlier([a], [])).toEqual([a]);
    expect(withEarlier([a], [{ id: 'a' }, b])).toEqual([a, b]);
  });
});
