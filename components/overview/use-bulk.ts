'use client';

import { useCallback, useContext, useMemo, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { ViewerContext } from '@/components/releases/permitted';
import { onDemand } from '@/components/ui/on-demand';
import type { Release } from '@/lib/releases/schema';
import { type BulkPause, bulkPause } from './bulk-pause';

export const BulkPauseDialog = onDemand(async () => (await import('./bulk-pause-dialog')).BulkPauseDialog);

const NONE: ReadonlySet<string> = new Set();

/** The chosen releases, and the one thing that is done to several: pausing. `P` pauses them while any is chosen. */
export function useBulk(all: readonly Release[]) {
  const viewer = useContext(ViewerContext);
  const [ids, setIds] = useState(NONE);
  const [asking, setAsking] = useState<BulkPause | null>(null);
  const chosen = useMemo(() => (ids.size === 0 ? [] : all.filter((release) => ids.has(release.id))), [all, ids]);
  const plan = useMemo(() => bulkPause(chosen, viewer), [chosen, viewer]);
  const onSelect = useCallback((changed: readonly string[], on: boolean) => {
    if (on) BulkPauseDialog.warm();
    setIds((before) => {
      const next = new Set(before);
      for (const id of changed) on ? next.add(id) : next.delete(id);
      return next.size === 0 ? NONE : next;
    });
  }, []);
  const selection = useMemo(() => ({ ids, onSelect }), [ids, onSelect]);
  const clear = () => setIds(NONE);
  const ask = () => (plan.pausing.length > 0 ? setAsking(plan) : undefined);
  const any = chosen.length > 0;
  useShortcut({ keys: 'p', label: 'Pause the selected releases', group: 'Rows', run: ask }, any);
  useShortcut({ keys: 'Escape', label: 'Select nothing', group: 'Rows', run: clear }, any);
  return { selection, chosen, plan, asking, ask, clear, onSelect, close: () => setAsking(null) };
}

export type Bulk = ReturnType<typeof useBulk>;
