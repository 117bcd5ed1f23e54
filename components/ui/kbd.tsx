import type { ReactNode } from 'react';
import { cn } from './cn';

/** One key cap. `onSolid` is for keys printed on a filled button. */
export function Kbd({
  children,
  onSolid = false,
  className,
}: {
  children: ReactNode;
  onSolid?: boolean;
  className?: string;
}) {
  return (
    <kbd
      className={cn(
        'inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-pill border px-1 font-sans text-xs leading-none font-medium touch:hidden',
        onSolid ? 'border-current/35 text-current' : 'border-border bg-surface text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
