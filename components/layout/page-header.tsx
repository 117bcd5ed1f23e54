import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type PageHeaderProps = {
  title: ReactNode;
  /** StatusBadge, tier, team: on the title's line. */
  facts?: ReactNode;
  /** Buttons at the right end; on phones below. */
  actions?: ReactNode;
  /** The first line, and under it the numbers. */
  children?: ReactNode;
  className?: string;
};

/** Title 20/28, facts beside it, actions at the end, the first line below. */
export function PageHeader({ title, facts, actions, children, className }: PageHeaderProps) {
  return (
    <header className={cn('mb-6', className)}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-xl font-semibold text-ink">{title}</h1>
        {facts ? <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">{facts}</div> : null}
        {actions ? <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div> : null}
      </div>
      {children ? <div className="mt-2 flex flex-col gap-1">{children}</div> : null}
    </header>
  );
}

/** A heading over a part of a page, with its own action. */
export function SectionHeader({ title, actions, id }: { title: ReactNode; actions?: ReactNode; id?: string }) {
  return (
    <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h2 id={id} className="text-sm font-semibold text-ink">
        {title}
      </h2>
      {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** A bordered area; never inside another. */
export function Panel({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn('rounded-panel border border-border bg-surface', className)}>{children}</div>;
}

/** Term and value, as rows: the numbers under a first line. */
export function Facts({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-ink-3">{item.term}</dt>
          <dd className="min-w-0 text-ink">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
