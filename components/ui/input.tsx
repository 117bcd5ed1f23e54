import type { ComponentProps } from 'react';
import { cn } from './cn';

export const controlClass =
  'w-full min-w-0 rounded-control border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 hover:border-ink-3 disabled:border-border disabled:bg-sunken disabled:text-ink-disabled aria-invalid:border-failing aria-invalid:outline-failing focus-visible:outline-offset-0 transition-colors';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...props} className={cn(controlClass, 'h-control read-only:bg-sunken touch:text-lg', className)} />;
}
