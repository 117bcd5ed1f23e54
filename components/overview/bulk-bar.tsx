'use client';

import { Button } from '@/components/ui/button';
import { type Bulk, BulkPauseDialog } from './use-bulk';

/** What is chosen and the one thing to do with it, over the foot of the page: nothing moves when it comes. */
export function BulkBar({ chosen, plan, asking, ask, clear, onSelect, close }: Bulk) {
  const may = plan.pausing.length;
  const refused = may > 0 ? {} : { disabledReason: 'none of these can be paused', reasonAs: 'title' as const };
  return (
    <>
      {chosen.length > 0 ? (
        <section
          aria-label="Selected releases"
          className="no-print fixed bottom-6 left-1/2 z-40 flex -translate-x-1/2 items-center gap-3 rounded-panel border border-control bg-raised py-2 pr-2 pl-4 max-md:hidden"
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
      {asking ? <BulkPauseDialog plan={asking} onClose={close} onPaused={(ids) => onSelect(ids, false)} /> : null}
    </>
  );
}
