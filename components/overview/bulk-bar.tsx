'use client';

import { useContext, useEffect, useMemo, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { ViewerContext } from '@/components/releases/permitted';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import type { Release } from '@/lib/releases/schema';
import { type BulkPause, bulkPause } from './bulk-pause';
import type { Chosen } from './use-chosen';

const BulkPauseDialog = onDemand(async () => (await import('./bulk-pause-dialog')).BulkPauseDialog);

/**
 * What is chosen and the one thing that is done to several, pausing: over the foot of the page, so that nothing moves when
 * it comes. `P` pauses them while any is chosen.
 */
export function BulkBar({ all, selection, clear }: Chosen & { all: readonly Release[] }) {
  const viewer = useContext(ViewerContext);
  const [asking, setAsking] = useState<BulkPause | null>(null);
  const { ids, onSelect } = selection;
  const chosen = useMemo(() => (ids.size === 0 ? [] : all.filter((release) => ids.has(release.id))), [all, ids]);
  const plan = useMemo(() => bulkPause(chosen, viewer), [chosen, viewer]);
  const may = plan.pausing.length;
  const ask = () => (may > 0 ? setAsking(plan) : undefined);
  useShortcut({ keys: 'p', label: 'Pause the selected releases', group: 'Rows', run: ask }, chosen.length > 0);
  useShortcut({ keys: 'Escape', label: 'Select nothing', group: 'Rows', run: clear }, chosen.length > 0);
  // Pausing must not wait for a network that may be the very thing that fails.
  useEffect(() => BulkPauseDialog.warm(), []);
  const refused = may > 0 ? {} : { disabledReason: 'none of these can be paused', reasonAs: 'title' as const };
  return (
    <>
      {chosen.length > 0 ? (
        <section
          aria-label="Selected releases"
          className="no-print fixed bottom-6 left-1/2 z-40 flex -translate-x-1/2 items-center gap-3 rounded-panel border border-control bg-raised py-2 pr-2 pl-4 max-md:bottom-20"
        >
          <p className="text-sm whitespace-nowrap text-ink-2" role="status">
            <span className="font-medium text-ink">{chosen.length} selected</span>
            {may < chosen.length ? `, ${may} can be paused` : ''}
          </p>
          <Button variant="primary" shortcut="P" onClick={ask} {...refused}>
            {may > 1 ? `Pause ${may}` : 'Pause'}
          </Button>
          <Button variant="ghost" shortcut="Esc" onClick={clear}>
            Clear
          </Button>
        </section>
      ) : null}
      {asking ? (
        <BulkPauseDialog plan={asking} onClose={() => setAsking(null)} onPaused={(paused) => onSelect(paused, false)} />
      ) : null}
    </>
  );
}
