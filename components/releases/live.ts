/** What time alone changes in a release between two events. Pure; `now` is epoch ms by the server's clock. */

import { formatCountdown, formatDuration } from '@/lib/format/time';
import type { BlockerKind, Release } from '@/lib/releases/schema';

/** What of a release its hold's clock is read from. */
export type Held = Pick<Release, 'hold'> & { step: Pick<Release['step'], 'holdEndsAt'> };

/** The hold with its clock run on to `now`, so that rails and countdowns move between events. */
export function holdAt(release: Held, now: number): Release['hold'] {
  const { hold, step } = release;
  if (!hold?.running || step.holdEndsAt === null) return hold;
  const left = Math.max(0, Date.parse(step.holdEndsAt) - now);
  return { ...hold, elapsedMs: Math.min(hold.totalMs, Math.max(0, hold.totalMs - left)) };
}

/** A small rail cell is 20 px wide: it cannot show less than this share of a hold. */
const SHARES = 64;

/** The last time up to `now` at which a small rail looked different; 0 while its hold does not run. */
export function holdMoment({ hold, step }: Held, now: number): number {
  if (!hold?.running || step.holdEndsAt === null || hold.totalMs <= 0) return 0;
  const end = Date.parse(step.holdEndsAt);
  const share = hold.totalMs / SHARES;
  return end - Math.ceil(Math.max(0, end - now) / share) * share;
}

/** What keeps a release where it stands, whatever its hold's clock says. */
const KEEPS: readonly BlockerKind[] = ['provider', 'incident', 'no_data', 'budget', 'freeze', 'manual'];

/**
 * The "Left" column: a countdown in a hold, "≤ 6 min" in an extended one, seconds since sent while moving. Nothing where
 * something else than time has to pass.
 */
export function leftWords(release: Held & Pick<Release, 'status' | 'updatedAt' | 'blockers'>, now: number): string {
  if (release.status === 'applying') return formatDuration(Math.max(0, now - Date.parse(release.updatedAt)));
  if (release.status !== 'holding' || release.step.holdEndsAt === null || !release.hold?.running) return '–';
  const left = Date.parse(release.step.holdEndsAt) - now;
  if (left <= 0 || release.blockers.some(({ kind }) => KEEPS.includes(kind))) return '–';
  return release.hold.extendedMs > 0 ? `≤ ${formatDuration(left)}` : formatCountdown(left);
}
