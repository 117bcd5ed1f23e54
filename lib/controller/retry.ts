import type { CommandAction } from '@/lib/providers/port';

/** Gaps between the starts of a rollback's attempts: at 0, 1, 2, 5, 10, 15 s, and then every 15 s without end. */
const ROLLBACK_GAPS_MS = [1_000, 1_000, 3_000, 5_000, 5_000];
const ROLLBACK_THEN_MS = 15_000;
const LONGEST_PATIENCE_MS = 10_000;
const FIRST_MS = 1_000;
const MOST_MS = 30_000;

export type Attempted = {
  action: CommandAction;
  /** How many attempts were made, this one included. */
  attempts: number;
  /** When this attempt began, epoch ms. */
  startedAt: number;
  retryAfterMs: number | undefined;
  /** From 0 to 1, so that many commands do not come back in step. */
  jitter: number;
};

/**
 * When the next attempt is due, epoch ms. A provider's `Retry-After` is honoured, but not by a rollback: it must not be
 * talked out of its first minute, nor for long by a pause, which may take back a raise that was half-way.
 */
export function nextAttemptAt({ action, attempts, startedAt, retryAfterMs, jitter }: Attempted, now: number): number {
  if (action === 'rollback') return Math.max(now, startedAt + (ROLLBACK_GAPS_MS[attempts - 1] ?? ROLLBACK_THEN_MS));
  const backoff = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 10));
  const asked = action === 'pause' ? Math.min(retryAfterMs ?? 0, MOST_MS) : (retryAfterMs ?? 0);
  return Math.round(now + Math.max(asked, backoff * (0.8 + 0.4 * jitter)));
}

/**
 * How long an attempt waits for its answer, in ms. A provider that hangs must not hold up the next attempt of a rollback,
 * so its first ones end when the next is due; later ones leave a slow provider the time it may need.
 */
export function patienceMs({ action, attempt }: { action: CommandAction; attempt: number }): number {
  if (action !== 'rollback') return LONGEST_PATIENCE_MS;
  const gap = ROLLBACK_GAPS_MS[attempt - 1] ?? LONGEST_PATIENCE_MS;
  return Math.min(LONGEST_PATIENCE_MS, gap);
}
