import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

export type StripItem = {
  key: string;
  icon: LucideIcon;
  text: ReactNode;
  /** Controller silent, audit broken, page stale: filled instead of outlined. */
  solid?: boolean;
  action?: { label: string; href: string };
};

/** One line for what is true for many releases at once, worst first; "+2" stands for the rest. */
export function Strip({ items }: { items: readonly StripItem[] }) {
  const [first, ...rest] = items;
  if (!first) return null;
  const Icon = first.icon;
  return (
    <section
      aria-label="Applies to many releases"
      className={cn(
        'no-print flex min-h-9 items-center gap-x-2.5 border-b px-page py-1.5 text-sm max-md:flex-wrap',
        first.solid
          ? 'border-accent bg-accent text-on-accent [--focus:var(--on-accent)]'
          : 'border-border bg-sunken text-ink',
      )}
    >
      <Icon aria-hidden="true" className={cn('size-4 shrink-0', first.solid ? '' : 'text-ink-2')} strokeWidth={1.75} />
      <p className="min-w-0 max-md:flex-1 max-md:basis-3/4">{first.text}</p>
      {rest.length > 0 ? <span className="shrink-0 font-medium">+{rest.length}</span> : null}
      {first.action ? (
        <Link href={first.action.href} className="tap ml-auto shrink-0 pl-4 font-medium underline">
          {first.action.label}
        </Link>
      ) : null}
    </section>
  );
}
