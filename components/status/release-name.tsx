import { cn } from '@/components/ui/cn';

type ReleaseNameProps = {
  service: string;
  version: string;
  baselineVersion?: string | null;
  tier?: 1 | 2 | 3;
  className?: string;
};

/** "checkout 2.4.1 ← 2.4.0 T1" */
export function ReleaseName({ service, version, baselineVersion, tier, className }: ReleaseNameProps) {
  return (
    <span
      className={cn('inline-flex max-w-full min-w-0 items-baseline gap-1.5 text-sm', className)}
      title={`${service} ${version}${baselineVersion ? ` ← ${baselineVersion}` : ''}`}
    >
      <span className="min-w-0 truncate font-medium text-ink">{service}</span>
      <span className="min-w-0 truncate font-mono text-ink">{version}</span>
      {baselineVersion ? (
        <span className="min-w-0 shrink-[99] truncate font-mono text-ink-3 @max-[12rem]:hidden">
          <span aria-hidden="true">← </span>
          <span className="sr-only">from </span>
          {baselineVersion}
        </span>
      ) : null}
      {tier ? (
        <span className="shrink-0 text-xs text-ink-3" title={`tier ${tier}`}>
          T{tier}
        </span>
      ) : null}
    </span>
  );
}
