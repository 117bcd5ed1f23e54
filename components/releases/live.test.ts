import { describe, expect, it } from 'vitest';
import { type Held, holdAt, holdMoment, leftWords } from './live';
import { release } from './testing/release';

const END = Date.parse('2026-11-21T12:10:00Z');
const HOLD = { running: true, totalMs: 600_000, elapsedMs: 0, extendedMs: 0, atMostMs: 0 };
const holding: Held = { hold: HOLD, step: { holdEndsAt: new Date(END).toISOString() } };

describe('the moment a small rail is drawn for', () => {
  it('lags the clock by less than one share of the hold and never leads it', () => {
    for (let now = END - 600_000; now <= END; now += 777) {
      const at = holdMoment(holding, now);
      expect(at).toBeLessThanOrEqual(now);
      expect(now - at).toBeLessThan(600_000 / 64);
    }
  });

  it('is the same number for every tick of one share, and stands still when the hold is over', () => {
    const moments = new Set(
      Array.from({ length: 600 }, (_, second) => holdMoment(holding, END - 600_000 + second * 1000)),
    );
    expect(moments.size).toBeLessThanOrEqual(65);
    expect(holdMoment(holding, END + 5_000)).toBe(END);
    expect(holdAt(holding, holdMoment(holding, END + 5_000))?.elapsedMs).toBe(600_000);
  });

  it('is nothing while no hold runs', () => {
    expect(holdMoment({ ...holding, hold: { ...HOLD, running: false } }, END)).toBe(0);
    expect(holdMoment({ ...holding, hold: null }, END)).toBe(0);
  });
});

describe('what is left of a hold', () => {
  const held = (kind: 'freeze' | 'budget' | 'gate' | null) =>
    release({
      ...{ status: 'holding', hold: HOLD },
      step: { ...release().step, holdEndsAt: new Date(END).toISOString() },
      blockers: kind === null ? [] : [{ kind, detail: '', since: new Date(END - 60_000).toISOString() }],
    });
  it.each([
    [null, '0:42'],
    ['gate', '0:42'],
    ['freeze', '–'],
    ['budget', '–'],
  ] as const)('%s: %s', (kind, words) => expect(leftWords(held(kind), END - 42_000)).toBe(words));
});
