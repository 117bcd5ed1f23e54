'use client';

import { useSyncExternalStore } from 'react';
import { cn } from '@/components/ui/cn';
import { formatClock, formatLocal } from '@/lib/format/time';
import { useNow } from './now';

const never = () => () => undefined;

/** UTC for the record, the reader's own clock below it. */
export function UtcClock({ className }: { className?: string }) {
  const now = useNow();
  const mounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // The reader's clock is known in the browser alone; where it is UTC there is nothing to add.
  const local = mounted ? formatLocal(now) : null;
  return (
    <div className={cn('mt-2 border-t border-border px-2 pt-2 text-xs', className)}>
      <p className="text-ink-2">{formatClock(now)} UTC</p>
      <p className="h-4 text-ink-3">{local?.replace(/:\d\d /, ' ')}</p>
    </div>
  );
}
