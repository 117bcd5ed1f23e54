'use client';

import { useCallback, useMemo, useState } from 'react';
import type { Selection } from '@/components/data-table/types';
import { onDemand } from '@/components/ui/on-demand';

/** What is done with the chosen rows; fetched when the first is chosen. */
export const BulkBar = onDemand(async () => (await import('./bulk-bar')).BulkBar);

const NONE: ReadonlySet<string> = new Set();

export type Chosen = { selection: Selection; clear: () => void };

/** Which rows are ticked, by id. */
export function useChosen(): Chosen {
  const [ids, setIds] = useState(NONE);
  const onSelect = useCallback((changed: readonly string[], on: boolean) => {
    setIds((before) => {
      const next = new Set(before);
      for (const id of changed) on ? next.add(id) : next.delete(id);
      return next.size === 0 ? NONE : next;
    });
  }, []);
  return { selection: useMemo(() => ({ ids, onSelect }), [ids, onSelect]), clear: useCallback(() => setIds(NONE), []) };
}
