'use client';

import { cn } from '@/components/ui/cn';
import { formatClock, formatDuration } from '@/lib/format/time';
import { useNow } from './now';

export type LiveState = 'live' | 'reconnecting' | 'stale';

type LiveIndicatorProps = {
  state: LiveState;
  /** When the last event or heartbeat arrived, epoch ms. */
  at: number;
};

/** "Live · 2 s". The counting second is the sign of life: it stops when life stops. */
export function LiveIndicator({ state, at }: LiveIndicatorProps) {
  const now = useNow();
  const words =
    state === 'live'
      ? `Live · ${formatDuration(Math.max(0, now - at))}`
      : state === 'reconnecting'
        ? `Reconnecting · last update ${formatClock(at)}`
        : `Stale · ${formatClock(at)}`;
  return (
    <span
      data-live={state}
      className={cn(
        'inline-flex items-center gap-2 text-sm whitespace-nowrap',
        state === 'live' ? 'text-ink-2' : 'font-medium text-ink',
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          'size-2 rounded-full',
          state === 'live' && 'bg-ink',
          state === 'reconnecting' && 'border border-dashed border-ink',
          state === 'stale' && 'hatch border border-dashed border-unknown',
        )}
      />
      {words}
    </span>
  );
}
