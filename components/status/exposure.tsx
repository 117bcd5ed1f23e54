import { cn } from '@/components/ui/cn';
import { formatExposure } from '@/lib/format/number';

/** Asked and seen may differ by this many points before it is drift. */
const DRIFT_POINTS = 0.5;

/** True when the provider reports something else than was asked. Percent numbers; `null` is not known. */
export function isDrift(asked: number, seen: number | null): boolean {
  return seen !== null && Math.abs(asked - seen) > DRIFT_POINTS;
}

type SeenProps = {
  asked: number;
  seen: number | null;
  /** The provider has not answered lately: the number is from then. */
  outdated?: boolean;
  className?: string;
};

/** What the provider reports, marked when it is not what was asked or not from now. */
export function Seen({ asked, seen, outdated = false, className }: SeenProps) {
  const drift = isDrift(asked, seen);
  const doubtful = outdated || seen === null;
  return (
    <span
      className={cn(
        'text-sm whitespace-nowrap',
        doubtful && 'border-b border-dashed border-unknown text-ink-2',
        !doubtful && (drift ? 'font-medium text-needs-text' : 'text-ink'),
        className,
      )}
    >
      {formatExposure(seen)}
      {outdated && seen !== null ? ' ?' : null}
      {doubtful ? <span className="sr-only"> not confirmed</span> : null}
      {drift && !doubtful ? <span className="sr-only"> differs from what was asked</span> : null}
    </span>
  );
}
