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

/** So many that are gone may stay known: a page is open for weeks. */
const SPARE = 1_000;

/** Another object than it was, with what it was; undefined of what was not there. */
export type Changed<T> = readonly [was: T | undefined, is: T];

/**
 * Says of each list what is new in it since the one before; of the first, everything. Lists are long and what changes in
 * them is little, so it keeps what it knows by id.
 */
export function createMemory<T extends { id: string }>(): (list: readonly T[]) => Changed<T>[] {
  const known = new Map<string, T>();
  return (list) => {
    const changed: Changed<T>[] = [];
    for (const one of list) {
      const was = known.get(one.id);
      if (was === one) continue;
      known.set(one.id, one);
      changed.push([was, one]);
    }
    if (known.size > 2 * list.length + SPARE) {
      known.clear();
      for (const one of list) known.set(one.id, one);
    }
    return changed;
  };
}
