import type { Point } from '@/lib/judge/rivals/mann-whitney/points';
import { OPEN_SLOTS, SLOT_MS } from '@/lib/judge/slot';
import { cohortOf, type Versions } from './cohort';
import { addTo, type Counts, copyCounts, emptyCounts, type Sample } from './counts';
import type { JudgeState } from './sequential/state';
import { addToSlots, type Slot, slotOf } from './slots';
import type { SplitMemory } from './split';

/**
 * What the gates of a release remember between looks: bounded, plain JSON, stored with the release. Apart from the
 * latches it is a function of the samples read and of the marks, so that it can be built again from the store.
 */
export type GateMemory = {
  /** When the first step was confirmed: evidence of harm is gathered from here on, over all steps. */
  began: number;
  /** Start of the hold the counts belong to; proofs of harmlessness start again here. */
  since: number;
  /** Starts of holds and of fresh looks, rising: no slot straddles one. */
  marks: number[];
  /** Where reading goes on, in order of arrival; null reads everything since `began`. */
  cursor: string | null;
  /** End of the newest canary sample of this hold. */
  newestCanaryAt: number | null;
  canary: Counts;
  baseline: Counts;
  /** The baseline's own counts from the window before the step; null until read. */
  recorded: Counts | null;
  /** The baseline's own counts before the release began, from which latency edges are chosen; null until read. */
  history: Counts | null;
  /** The newest slots, which may still get samples, in time order. */
  open: Slot[];
  split: SplitMemory | null;
  gates: Record<string, GateRecord>;
};

export type GateRecord = {
  /** Failing looks in this step; never goes down. */
  failures: number;
  /** The canary's counts at the last look that judged: the same data is not a second look. */
  seen: Counts | null;
  /** Counts at the moment a person asked for a fresh look; they are taken off. */
  base: { at: number; canary: Counts; baseline: Counts } | null;
  /** What the statistical judge keeps of this gate. */
  judge?: JudgeState;
  /** What a gate judged by ranks keeps: the minutes of this hold, and how many of them the last look had. */
  points?: { from: number; list: Point[]; judged: number };
};

/** What folding found: slots that are closed now, in time order, and whether a sample came later than slots stay open. */
export type Folded = { memory: GateMemory; closed: Slot[]; tooLate: boolean };

export const freshMemory = (began: number, since = began, marks: number[] = [began]): GateMemory => ({
  began,
  since,
  marks,
  cursor: null,
  newestCanaryAt: null,
  canary: emptyCounts(),
  baseline: emptyCounts(),
  recorded: null,
  history: null,
  open: [],
  split: null,
  gates: {},
});

/**
 * Adds samples to the counts of the hold and to the open slots. Sums do not depend on the order of arrival. A sample
 * older than the open slots is only reported: the caller builds the memory again from the store, which has it.
 */
export function fold(memory: GateMemory, samples: readonly Sample[], versions: Versions, cursor: string): Folded {
  const next = { ...memory, cursor, canary: copyCounts(memory.canary), baseline: copyCounts(memory.baseline) };
  const slots = memory.open.map((slot) => ({
    ...slot,
    canary: copyCounts(slot.canary),
    baseline: copyCounts(slot.baseline),
  }));
  // A memory that is being built takes everything: nothing of it is closed yet.
  const openFrom = memory.cursor === null ? Number.NEGATIVE_INFINITY : openSince(memory.open);
  let tooLate = false;
  for (const sample of samples) {
    const cohort = cohortOf(sample, versions);
    if (cohort === null || sample.at < memory.began) continue;
    const at = slotOf(sample.at, memory.marks);
    if (at < openFrom) tooLate = true;
    else addToSlots(slots, at, cohort, sample);
    if (sample.at < memory.since) continue;
    addTo(next[cohort], sample);
    if (cohort === 'canary') next.newestCanaryAt = Math.max(next.newestCanaryAt ?? 0, sample.at + sample.intervalMs);
  }
  const closed = slots.filter(({ at }) => at < openSince(slots));
  return { memory: { ...next, open: slots.slice(closed.length) }, closed, tooLate };
}

/** Slots that begin earlier are closed: what they counted has gone into the evidence. */
const openSince = (slots: readonly Slot[]): number => {
  const newest = slots.at(-1);
  return newest ? newest.at - (OPEN_SLOTS - 1) * SLOT_MS : Number.NEGATIVE_INFINITY;
};

/** The memory at the start of a hold, or at a fresh look: counts begin again, what was gathered of harm stays. */
export function enterHold(memory: GateMemory, since: number): GateMemory {
  const gates = Object.fromEntries(
    Object.entries(memory.gates).map(([name, record]) => [name, { ...record, failures: 0, seen: null, base: null }]),
  );
  return {
    ...withMark(memory, since),
    since,
    newestCanaryAt: null,
    canary: emptyCounts(),
    baseline: emptyCounts(),
    recorded: null,
    split: null,
    gates,
  };
}

export const withMark = (memory: GateMemory, mark: number): GateMemory =>
  memory.marks.includes(mark) ? memory : { ...memory, marks: [...memory.marks, mark].sort((a, b) => a - b) };
