import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const badgeVariants = cva(
  'inline-flex h-5 w-fit shrink-0 items-center gap-1 rounded-pill border px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
  {
    variants: {
      variant: {
        neutral: 'border-border bg-transparent text-ink-2',
        solid: 'border-accent bg-accent text-on-accent',
        needs: 'border-transparent bg-needs-tint text-needs-text',
        failing: 'border-failing bg-failing text-on-accent',
        unknown: 'border-dashed border-unknown bg-transparent text-ink-2',
      },
    },
    defaultVariants: { variant: 'neutral' },
  },
);

/** A small fact: a tier, a count, a scope. For the state of a release use StatusBadge. */
export function Badge({ variant, className, ...props }: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) {
  return <span {...props} className={cn(badgeVariants({ variant }), className)} />;
}
