'use client';

import { cn } from '@/components/ui/cn';
import { formatClock, formatDuration } from '@/lib/format/time';
import { useNow } from './now';

export type LiveState = 'live' | 'reconnecting' | 'stale';

type LiveIndicatorProps = {
  state: LiveState;
  /** When the last event or heartbeat arrived, epoch ms. */
  at: number;
  /** The page is reached, the database behind it is not: what it shows may be old. */
  away?: boolean;
};

/** "Live · 2 s". The counting second is the sign of life: it stops when life stops. */
export function LiveIndicator({ state, at, away = false }: LiveIndicatorProps) {
  const now = useNow();
  const shown = state === 'live' && away ? 'away' : state;
  const words = {
    live: () => `Live · ${formatDuration(Math.max(0, now - at))}`,
    away: () => 'Database away',
    reconnecting: () => 'Reconnecting',
    stale: () => `Stale · ${formatClock(at)}`,
  }[shown]();
  return (
    <span
      data-live={shown}
      className={cn(
        'inline-flex items-center gap-2 text-sm whitespace-nowrap',
        shown === 'live' ? 'text-ink-2' : 'font-medium text-ink',
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          'size-2 rounded-full',
          shown === 'live' && 'bg-ink',
          (shown === 'reconnecting' || shown === 'away') && 'border border-dashed border-ink',
          shown === 'stale' && 'hatch border border-dashed border-unknown',
        )}
      />
      {words}
      {shown === 'reconnecting' ? <span className="max-sm:hidden">· last update {formatClock(at)}</span> : null}
    </span>
  );
}
