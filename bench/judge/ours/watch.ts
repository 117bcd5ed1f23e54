import { logMeanExp } from '@/lib/judge/math/log-sum-exp';
import type { Outcome } from '@/lib/judge/rate/outcome';
import { SLOT_MS } from '@/lib/judge/slot';
import { SLOTS_PER_MINUTE } from '../series';
import { FailProcess } from './process';

/** Where ours stopped the release (end of the slot), looking at every slot and looking each minute; null: never. */
export type Watched = { atSlot: number | null; atMinute: number | null };

/**
 * Lets our judge watch a release: one process per edge (or one in all), their e-values averaged, fail latched at 1/α.
 * A look that cannot reach 1/α is not taken: since the last one the e-value grew at most by what each slot can add, so
 * nothing is missed. `sparing: false` takes every look (for the test of that claim).
 */
export function watch(
  slots: number,
  outcomesAt: (slot: number) => readonly Outcome[],
  { edges, r0, alpha, sparing = true }: { edges: number; r0: number; alpha: number; sparing?: boolean },
): Watched {
  const processes = Array.from({ length: edges }, () => new FailProcess(0, r0));
  const threshold = -Math.log(alpha);
  let most = Number.POSITIVE_INFINITY;
  let atSlot: number | null = null;
  for (let slot = 0; slot < slots; slot++) {
    const outcomes = outcomesAt(slot);
    let gain = 0;
    for (let i = 0; i < edges; i++) {
      gain = Math.max(gain, (processes[i] as FailProcess).add(outcomes[i] as Outcome));
    }
    most += gain;
    const isMinute = (slot + 1) % SLOTS_PER_MINUTE === 0;
    if ((sparing && most < threshold) || (atSlot !== null && !isMinute)) continue;
    most = logMeanExp(processes.map((each) => each.evaluate().fail));
    if (most < threshold) continue;
    atSlot ??= slot + 1;
    if (isMinute) return { atSlot, atMinute: slot + 1 };
  }
  return { atSlot, atMinute: null };
}

/** Epoch ms of a slot in a simulated release, which begins at 0. */
export const timeOf = (slot: number): number => slot * SLOT_MS;
