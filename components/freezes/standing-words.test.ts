import { describe, expect, it } from 'vitest';
import { oneOf, overrideWords, standingEffect, standingLine } from './standing-words';

const now = Date.parse('2026-11-21T12:00:00Z');
const item = (change = {}) => ({
  kind: 'freeze' as const,
  scope: 'all' as const,
  reason: 'Quarter end',
  title: null as string | null,
  since: '2026-11-21T11:00:00Z',
  until: null as string | null,
  inFlight: 'hold',
  allows: [] as string[],
  mayOverride: [] as string[],
  ...change,
});
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('what stands', () => {
  it.each([
    [item(), 'Frozen since 11:00:00, until someone lifts it: “Quarter end”, everything.'],
    [
      item({ until: '2026-11-21T14:00:00Z', scope: { team: 'pay' }, title: 'Unity' }),
      'Frozen until 14:00:00 (in 2 h): “Quarter end” (Unity), team pay.',
    ],
    [item({ kind: 'incident', scope: { tier: 1 } }), 'Incident open since 11:00:00: “Quarter end”, tier 1.'],
    [
      item({ kind: 'budget', reason: 'Error budget of a is spent (0 % left)', scope: { service: 'pay' } }),
      'Error budget of a is spent (0 % left), pay, since 11:00:00.',
    ],
  ])('%#', (standing, words) => expect(plain(standingLine(standing, now))).toBe(words));

  it.each([
    [item(), 'What is in flight holds where it is.'],
    [
      item({ inFlight: 'rollback', allows: ['security_fix', 'revert'] }),
      'What was in flight is rolled back. Lets security fixes and reverts through.',
    ],
  ])('what follows %#', (standing, words) => expect(standingEffect(standing)).toBe(words));

  it.each([
    [[item()], 'Rolling back always works. Nobody may override it yet: that takes the role approver.'],
    [
      [item({ mayOverride: ['Ana', 'Jo'] }), item({ mayOverride: ['Jo'] })],
      'Rolling back always works. Ana or Jo may override them for one step of one release, with a reason.',
    ],
  ])('who may override %#', (items, words) => expect(overrideWords(items)).toBe(words));

  it('names at most what there is', () =>
    expect([oneOf([]), oneOf(['A']), oneOf(['A', 'B', 'C'])]).toEqual([null, 'A', 'A, B or C']));
});
