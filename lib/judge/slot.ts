/** Length of one slot in milliseconds: outcomes are counted per slot, aligned to the epoch. */
export const SLOT_MS = 10_000;

/** How many of the newest slots stay open for samples that arrive late. Older ones are folded into the judge's state. */
export const OPEN_SLOTS = 18;

/** Start of the slot that holds `at` (epoch milliseconds). */
export const slotStart = (at: number): number => Math.floor(at / SLOT_MS) * SLOT_MS;
