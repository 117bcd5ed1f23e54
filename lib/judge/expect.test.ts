import { describe, expect, it } from 'vitest';
import { divergence, type Prospect, secondsToDecision } from './expect';

const prospect = (over: Partial<Prospect> = {}): Prospect => ({
  log: 1,
  need: 4,
  perSecond: 1,
  seen: 0.5,
  atMargin: 0.6,
  buckets: 20,
  bucketSeconds: 10,
  ...over,
});
const growth = divergence(0.5, 0.6);

describe('seconds to a decision', () => {
  it('divides what is missing by the divergence per request', () => {
    expect(secondsToDecision(prospect())).toBeCloseTo(3 / growth, 9);
  });

  it('is 0 where the evidence is there, and null where nothing grows or nobody would wait', () => {
    expect(secondsToDecision(prospect({ log: 4 }))).toBe(0);
    expect(secondsToDecision(prospect({ seen: 0.6 }))).toBeNull();
    expect(secondsToDecision(prospect({ perSecond: 1e-7 }))).toBeNull();
  });

  // Much traffic: in full the evidence would be there in 0.15 s.
  const busy = { perSecond: 1000 };
  it.each([
    ['before any bucket is left over, those and the rest', { buckets: 2 }, 20 + 4 / (1000 * growth)],
    ['as the buckets that count went on', { buckets: 10, log: 2 }, 60],
    ['no longer than until the guard is ready', { buckets: 6, log: 0.2 }, 140],
    ['nothing counts yet: until the guard is ready', { buckets: 8, log: -1 }, 120],
    ['once it is ready, in full', { buckets: 20, log: 1 }, 3 / (1000 * growth)],
  ])('while it is early: %s', (_, over, seconds) => {
    expect(secondsToDecision(prospect({ ...busy, ...over }))).toBeCloseTo(seconds, 6);
  });
});
