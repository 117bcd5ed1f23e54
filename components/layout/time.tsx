'use client';

import { formatAge, formatCountdown, formatFull, formatLocal, formatMoment } from '@/lib/format/time';
import { useAtNow, useStale } from './now';

type TimeProps = {
  /** Epoch ms. */
  at: number;
  /** `moment` 14:09:11 or Mon 07:00 · `age` 3 min ago · `left` a countdown that ends in "–" */
  as?: 'moment' | 'age' | 'left';
  className?: string;
};

/** A time in UTC with the reader's own clock on hover. */
export function Time({ at, as = 'moment', className }: TimeProps) {
  const stale = useStale();
  const text = useAtNow((now) => {
    if (as === 'left') return formatCountdown(stale ? null : at - now);
    return as === 'age' ? formatAge(at, now) : formatMoment(at, now);
  });
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={[formatFull(at), formatLocal(at)].filter(Boolean).join(' · ')}
      suppressHydrationWarning
      className={className}
    >
      {text}
    </time>
  );
}
