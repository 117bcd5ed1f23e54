/** What of a change is worth interrupting somebody for. Pure. */

import { formatExposure } from '@/lib/format/number';
import type { Release } from '@/lib/releases/schema';

type Told = Pick<Release, 'service' | 'version' | 'status' | 'verdict'>;

/** A sentence for harm and for its end, or `null`. */
export function newsOf(before: Told | undefined, after: Told): string | null {
  const name = `${after.service} ${after.version}`;
  if (before?.status !== after.status) {
    if (after.status === 'rollback_failed') return `${name} is not rolled back: the provider did not confirm.`;
    if (after.status === 'rolled_back' && before)
      return `${name} is rolled back: the provider confirmed ${formatExposure(0)}.`;
  }
  return after.verdict === 'fail' && before && before.verdict !== 'fail' ? `${name} fails.` : null;
}

/** What is another object than in the list before, with what it was. Lists are long and what changes in them is little. */
export function changedIn<T extends { id: string }>(before: readonly T[], after: readonly T[]): [T | undefined, T][] {
  const there = new Set(before);
  const fresh = after.filter((one) => !there.has(one));
  if (fresh.length === 0) return [];
  const ids = new Set(fresh.map(({ id }) => id));
  const known = new Map(before.flatMap((one) => (ids.has(one.id) ? [[one.id, one]] : [])));
  return fresh.map((one) => [known.get(one.id), one]);
}
