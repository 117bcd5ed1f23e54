import { cn } from '@/components/ui/cn';

/** The share of a budget that is left, as a bar; hatched where nobody knows. The number stands beside it in words. */
export function BudgetBar({ left, className }: { left: number | null; className?: string }) {
  const width = `${Math.round(Math.min(1, Math.max(0, left ?? 0)) * 100)}%`;
  return (
    <span aria-hidden="true" className={cn('block h-2.5 w-20 shrink-0 rounded-cell border border-control', className)}>
      {left === null ? (
        <span className="hatch block size-full" />
      ) : (
        <span style={{ width }} className="block h-full bg-accent" />
      )}
    </span>
  );
}
