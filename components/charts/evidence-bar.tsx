import { cn } from '@/components/ui/cn';
import { formatProgress } from '@/lib/format/number';

type EvidenceBarProps = {
  /** 0–1 of the evidence a verdict needs. */
  worse: number;
  fine: number;
  className?: string;
};

/** The strip's newest column laid flat: left worse, right fine. */
export function EvidenceBar({ worse, fine, className }: EvidenceBarProps) {
  const share = (value: number) => `${Math.min(1, Math.max(0, value)) * 50}%`;
  const leading = worse > fine ? worse : fine;
  return (
    <span className={cn('inline-flex items-center gap-2 text-sm', className)}>
      <span
        role="img"
        aria-label={`worse ${formatProgress(worse)}, fine ${formatProgress(fine)}`}
        className="relative block h-2 w-28 rounded-cell border border-control bg-surface"
      >
        <span className="absolute inset-y-0 right-1/2 bg-failing" style={{ width: share(worse) }} />
        <span className="absolute inset-y-0 left-1/2 bg-canary" style={{ width: share(fine) }} />
        <span className="absolute -inset-y-0.5 left-1/2 w-px bg-ink-2" />
      </span>
      <span className="w-11 text-right text-ink-2">{formatProgress(leading)}</span>
    </span>
  );
}
