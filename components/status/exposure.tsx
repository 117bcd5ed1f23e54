import { cn } from '@/components/ui/cn';
import { formatExposure } from '@/lib/format/number';
import { isDrift } from './drift';

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
