import { SPLIT_ALPHA, splitEvidence } from '@/lib/judge/split/state';
import type { GateMemory } from './fold';
import type { Slot } from './slots';
import { countWords, percentWords } from './words';

/** Requests of the slot in which the hold began: they are left out. */
export type SplitMemory = { first: Requests };
type Requests = { canary: number; baseline: number };

/** Whether requests fall to the canary as commanded: what was found, in words, and what to remember. */
export type SplitLook = { memory: SplitMemory | null; broken: string | null };

/** Cohorts report at different moments: slots younger than this, by the newest sample, may lack one of them. */
const SETTLED_MS = 30_000;

/**
 * Compares the requests of this hold with the commanded share (0–1; null where it says nothing of requests, as with
 * rings). The slot in which the hold began and the newest ones are left out: an interval that reaches over an edge counts
 * for one cohort there and not for the other. Sticky users and keep-alive shift shares lawfully, so this warns; only a
 * gate that says so holds on it. A split that is mended is no longer called broken once the numbers say so.
 */
export function lookAtSplit(memory: GateMemory, closed: readonly Slot[], share: number | null): SplitLook {
  if (share === null || share <= 0 || share >= 1) return { memory: null, broken: null };
  const begin = [...closed, ...memory.open].find(({ at }) => at === memory.since);
  const first = begin ? requestsOf(begin) : (memory.split?.first ?? { canary: 0, baseline: 0 });
  const newest = memory.open.at(-1)?.at ?? memory.since;
  const unsettled = memory.open
    .filter(({ at }) => at > memory.since && at > newest - SETTLED_MS)
    .map(requestsOf)
    .reduce(plus, first);
  const canary = Math.max(0, memory.canary.requests - unsettled.canary);
  const baseline = Math.max(0, memory.baseline.requests - unsettled.baseline);
  const isBroken = canary + baseline > 0 && splitEvidence({ share, canary, baseline }) >= Math.log(1 / SPLIT_ALPHA);
  return { memory: { first }, broken: isBroken ? words(canary, canary + baseline, share) : null };
}

const requestsOf = ({ canary, baseline }: Slot): Requests => ({ canary: canary.requests, baseline: baseline.requests });
const plus = (a: Requests, b: Requests): Requests => ({
  canary: a.canary + b.canary,
  baseline: a.baseline + b.baseline,
});

const words = (canary: number, all: number, share: number): string =>
  `the canary gets ${percentWords(canary / all)} of ${countWords(all)} requests, not the commanded ${percentWords(share)}`;
