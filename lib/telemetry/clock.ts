/** How far ahead of this clock an interval may start: a sender's clock further off than that is not believed. */
export const AHEAD_TOLERANCE_MS = 120_000;

/** When the newest sample of a sender is older than this, its clock or its pipeline is behind, and pages say so. */
export const BEHIND_TOLERANCE_MS = 300_000;

const inWords = (ms: number): string => {
  if (ms >= 2 * 86_400_000) return `${Math.round(ms / 86_400_000)} days`;
  if (ms >= 5_400_000) return `${Math.round(ms / 3_600_000)} h`;
  return ms >= 60_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 1000)} s`;
};

/** Why an interval cannot be believed or kept, or null. All in epoch milliseconds. */
export function unbelievable(at: number, now: number, retentionMs: number): string | null {
  if (at > now + AHEAD_TOLERANCE_MS) {
    return `clock ${inWords(at - now)} ahead: the interval starts at ${new Date(at).toISOString()}, here it is ${new Date(now).toISOString()}`;
  }
  if (at < now - retentionMs) return `older than the ${inWords(retentionMs)} that are kept`;
  return null;
}

/** How far a sender is off by its newest interval, ahead positive; null where it is within reason. */
export function skewOf(newest: { at: number; intervalMs: number }, now: number): number | null {
  if (newest.at > now + AHEAD_TOLERANCE_MS) return newest.at - now;
  const end = newest.at + newest.intervalMs;
  return end < now - BEHIND_TOLERANCE_MS ? end - now : null;
}
