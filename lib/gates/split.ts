import { SPLIT_ALPHA, splitEvidence } from '@/lib/judge/split/state';
import type { GateMemory } from './fold';
import { countWords, percentWords } from './words';

/** The largest evidence in this hold that requests are not split as commanded; natural log of a Bayes factor. */
export type SplitMemory = { worst: number };

/** Whether requests fall to the canary as commanded: what was found, in words, and what to remember. */
export type SplitLook = { memory: SplitMemory | null; broken: string | null };

/**
 * Compares the requests of this hold with the commanded share (0–1; null where it says nothing of requests, as with
 * rings). Sticky users and keep-alive shift shares lawfully, so this warns; only a gate that says so holds on it.
 */
export function lookAtSplit(memory: GateMemory, share: number | null): SplitLook {
  if (share === null || share <= 0 || share >= 1) return { memory: null, broken: null };
  const [canary, baseline] = [memory.canary.requests, memory.baseline.requests];
  const worst = Math.max(memory.split?.worst ?? 0, splitEvidence({ share, canary, baseline }));
  const isBroken = worst >= Math.log(1 / SPLIT_ALPHA) && canary + baseline > 0;
  const seen = percentWords(canary / Math.max(1, canary + baseline));
  return {
    memory: { worst },
    broken: isBroken
      ? `the canary gets ${seen} of ${countWords(canary + baseline)} requests, not the commanded ${percentWords(share)}`
      : null,
  };
}
