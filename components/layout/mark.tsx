import { cn } from '@/components/ui/cn';

/** The rampart: two merlons and a gate. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cn('size-4 fill-current', className)}>
      <path d="M1 15V1h4v3h2V1h2v3h2V1h4v14h-5v-4H6v4z" />
    </svg>
  );
}
