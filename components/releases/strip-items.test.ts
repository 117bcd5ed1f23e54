import { describe, expect, it } from 'vitest';
import { type StripInput, stripItems } from './strip-items';
import { NOW, release } from './testing/release';

const calm: StripInput = {
  live: { state: 'live', at: NOW, database: true, controllerAt: NOW },
  freezes: [],
  waiting: [],
  now: NOW,
};
const freeze = { scope: { service: 'checkout' }, reason: 'Quarter end', end: '2026-11-23T07:00:00Z' };
const blocked = release({ blockers: [{ kind: 'provider', detail: 'locked', since: '2026-11-19T14:29:30Z' }] });

describe('strip', () => {
  it('is not there while nothing is true', () => expect(stripItems(calm)).toEqual([]));

  it('puts what is worst first', () => {
    const input: StripInput = {
      ...calm,
      live: { ...calm.live, controllerAt: NOW - 50_000 },
      freezes: [freeze],
      waiting: [blocked],
    };
    expect(stripItems(input).map((item) => item.key)).toEqual(['controller', 'provider', 'freeze']);
  });

  it('is silent of a command that is on its way', () => {
    const since = new Date(NOW - 3_000).toISOString();
    const sent = release({
      blockers: [{ kind: 'provider', detail: '0 % was asked, the provider reports 10 %', since }],
    });
    expect(stripItems({ ...calm, waiting: [sent] })).toEqual([]);
    const [late] = stripItems({ ...calm, now: NOW + 7_000, waiting: [sent] });
    expect(late?.text).toMatch(/\. 1 release stays where it is; exposure shown is what was last read\.$/);
  });

  it('says how old a stale page is, and nothing of the controller it cannot see', () => {
    const [first, ...rest] = stripItems({
      ...calm,
      live: { state: 'stale', at: NOW - 40_000, database: true, controllerAt: NOW - 90_000 },
    });
    expect(first?.text).toBe('You are seeing 14:31:30, 40\u202fs old. Rollbacks are still sent.');
    expect(rest).toEqual([]);
  });

  it('says what a freeze covers and that rolling back still works', () => {
    expect(stripItems({ ...calm, freezes: [freeze, { ...freeze, scope: 'all', end: null }] })[0]?.text).toBe(
      'Freeze “Quarter end” covers every service until someone lifts it. Rolling back still works. 1 more reason stands.',
    );
  });

  it('tells a lost database from a silent controller', () => {
    const lost = stripItems({ ...calm, live: { state: 'live', at: NOW, database: false, controllerAt: NOW - 60_000 } });
    expect(lost.map((item) => item.key)).toEqual(['database']);
  });
});
