/** How long failed sign-ins hold up the next. Pure. */

export type Failures = { failures: number; lastAt: number };
export type Limit = { free: number; firstMs: number; mostMs: number };

/** An address may stand for a whole office, so it is given more tries than an account. */
export const LIMITS: Record<'account' | 'address', Limit> = {
  account: { free: 5, firstMs: 15_000, mostMs: 15 * 60_000 },
  address: { free: 30, firstMs: 15_000, mostMs: 15 * 60_000 },
};

/** Failures this long ago no longer count. */
export const FORGOTTEN_MS = 24 * 3_600_000;

/** Failures as they count now. */
export const counted = (before: Failures | null, now: number): number =>
  before === null || now - before.lastAt >= FORGOTTEN_MS ? 0 : before.failures;

/** Milliseconds until the next try; doubles with every failure beyond the free ones. While one waits nothing is counted. */
export function waitMs(before: Failures | null, limit: Limit, now: number): number {
  const failures = counted(before, now);
  if (before === null || failures < limit.free) return 0;
  const hold = Math.min(limit.firstMs * 2 ** Math.min(failures - limit.free, 30), limit.mostMs);
  return Math.max(0, before.lastAt + hold - now);
}
