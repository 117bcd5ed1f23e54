import type { ComponentProps } from 'react';
import { cn } from './cn';

/**
 * A plain table for short lists. It scrolls inside itself on narrow screens, so the keyboard must reach its box; one that
 * is only for screen readers is no stop.
 */
export function Table({ className, unseen = false, ...props }: ComponentProps<'table'> & { unseen?: boolean }) {
  return (
    <section
      className={cn('w-full relative', unseen ? null : 'overflow-x-auto')}
      tabIndex={unseen ? undefined : 0}
      aria-label={props['aria-label'] ?? 'Table'}
    >
      <table {...props} className={cn('w-full border-collapse text-left text-sm max-sm:min-w-[36rem]', className)} />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead {...props} className={cn('text-xs text-ink-3', className)} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody {...props} className={cn('divide-y divide-border', className)} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr {...props} className={cn('h-row hover:bg-hover', className)} />;
}

export function TableHeader({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...props}
      className={cn('h-8 border-b border-border px-3 font-medium whitespace-nowrap first:pl-4 last:pr-4', className)}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td {...props} className={cn('px-3 py-1 align-middle first:pl-4 last:pr-4', className)} />;
}

export function TableCaption({ className, ...props }: ComponentProps<'caption'>) {
  return <caption {...props} className={cn('pb-2 text-left text-xs text-ink-2', className)} />;
}
