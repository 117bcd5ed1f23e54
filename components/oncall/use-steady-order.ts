'use client';

import { useState } from 'react';
import type { Release } from '@/lib/releases/schema';

/**
 * A new hurting release never moves a button under the thumb: cards keep the places they had, and new ones that belong
 * above wait behind "1 new, above". Those that belong below are simply added.
 */
export function useSteadyOrder(wanted: readonly Release[]) {
  const [placed, setPlaced] = useState<readonly string[]>(() => wanted.map((release) => release.id));
  const ids = wanted.map((release) => release.id);
  const stay = placed.filter((id) => ids.includes(id));
  const lastKnown = Math.max(-1, ...stay.map((id) => ids.indexOf(id)));
  const below = ids.filter((id, index) => !stay.includes(id) && index > lastKnown);
  const next = [...stay, ...below];
  if (next.length !== placed.length || next.some((id, index) => id !== placed[index])) setPlaced(next);
  const byId = new Map(wanted.map((release) => [release.id, release]));
  return {
    shown: next.flatMap((id) => byId.get(id) ?? []),
    fresh: ids.length - next.length,
    apply: () => setPlaced(ids),
  };
}
