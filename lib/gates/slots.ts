import { slotStart } from '@/lib/judge/slot';
import { addTo, type Counts, emptyCounts, type Sample } from './counts';

/** What both cohorts counted in one slot: the unit in which the judge conditions on the share of traffic. */
export type Slot = { at: number; canary: Counts; baseline: Counts };

/**
 * Start of the slot a sample belongs to: the one it began in, so longer intervals come as one slot and a gap. Slots begin
 * every ten seconds and at every mark (a step's start, a fresh look), so that none straddles a change of the share.
 */
export function slotOf(at: number, marks: readonly number[]): number {
  let start = slotStart(at);
  for (const mark of marks) if (mark <= at && mark > start) start = mark;
  return start;
}

/** Adds a sample to its slot, which it makes where there is none; the list stays in time order. */
export function addToSlots(slots: Slot[], at: number, cohort: 'canary' | 'baseline', sample: Sample): void {
  let i = slots.length;
  while (i > 0 && (slots[i - 1] as Slot).at > at) i -= 1;
  const before = slots[i - 1];
  const slot = before?.at === at ? before : { at, canary: emptyCounts(), baseline: emptyCounts() };
  if (slot !== before) slots.splice(i, 0, slot);
  addTo(slot[cohort], sample);
}
