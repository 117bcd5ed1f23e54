import type { CSSProperties } from 'react';
import { cn } from './cn';

/** A still block in the shape of what is coming. Appears after 300 ms and does not shimmer. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return <span aria-hidden="true" style={style} className={cn('late block h-4 rounded-pill bg-selected', className)} />;
}

const WIDTHS = ['62%', '48%', '71%', '55%', '66%', '43%'];

/** `rows` lines at the table's own row height, so nothing shifts when the data arrives. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-border">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows that never reorder
        <div key={index} className="flex h-row items-center gap-6 px-3">
          <Skeleton className="h-3 w-32" />
          <Skeleton className="h-3" style={{ width: WIDTHS[index % WIDTHS.length] }} />
        </div>
      ))}
    </div>
  );
}
