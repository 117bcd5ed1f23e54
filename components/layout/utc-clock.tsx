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
  const [clock = '', ...zone] = mounted ? formatLocal(now).split(' ') : [];
  return (
    <div className={cn('mt-2 border-t border-border px-2 pt-2 text-xs', className)}>
      <p className="text-ink-2">{formatClock(now)} UTC</p>
      <p className="h-4 text-ink-3">{mounted ? `${clock.slice(0, 5)} ${zone.join(' ')}` : ''}</p>
    </div>
  );
}
