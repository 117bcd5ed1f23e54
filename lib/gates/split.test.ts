import { describe, expect, it } from 'vitest';
import { SLOT_MS } from '@/lib/judge/slot';
import { emptyCounts } from './counts';
import { freshMemory, type GateMemory } from './fold';
import type { Slot } from './slots';
import { lookAtSplit } from './split';

const T0 = 1_700_000_000_000;
const slot = (i: number, canary: number, baseline: number): Slot => ({
  at: T0 + i * SLOT_MS,
  canary: { ...emptyCounts(), requests: canary },
  baseline: { ...emptyCounts(), requests: baseline },
});
/** The memory after these slots of one hold, all of them open. */
const memoryOf = (...open: Slot[]): GateMemory => ({
  ...freshMemory(T0),
  canary: { ...emptyCounts(), requests: open.reduce((sum, { canary }) => sum + canary.requests, 0) },
  baseline: { ...emptyCounts(), requests: open.reduce((sum, { baseline }) => sum + baseline.requests, 0) },
  open,
});
const fair = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => slot(from + i, 100, 900));

describe('the split', () => {
  it('is right where the canary gets its share', () =>
    expect(lookAtSplit(memoryOf(...fair(0, 12)), [], 0.1).broken).toBeNull());

  it('does not take the edges of a hold for a broken one: one cohort has reported there, the other not yet', () => {
    const lopsided = memoryOf(slot(0, 0, 900), ...fair(1, 8), slot(8, 0, 900), slot(9, 0, 900));
    const { broken, memory } = lookAtSplit(lopsided, [], 0.1);
    expect(broken).toBeNull();
    // The first slot closes and is remembered.
    const later = { ...lopsided, open: lopsided.open.slice(1), split: memory };
    expect(lookAtSplit(later, [], 0.1)).toEqual({ broken: null, memory });
  });

  it('is broken where the canary gets half as much again, and mended once the numbers say so', () => {
    const off = Array.from({ length: 8 }, (_, i) => slot(i, 150, 850));
    expect(lookAtSplit(memoryOf(...off), [], 0.1).broken).toBe(
      'the canary gets 15 % of 4,000 requests, not the commanded 10 %',
    );
    expect(lookAtSplit(memoryOf(...fair(0, 8)), [], 0.1).broken).toBeNull();
  });

  it('says nothing where requests are not what is commanded', () => {
    for (const share of [null, 0, 1]) expect(lookAtSplit(memoryOf(...fair(0, 3)), [], share).memory).toBeNull();
  });
});
