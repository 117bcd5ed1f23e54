import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClass } from './input';

/** Grows with its text where the browser can (`field-sizing`). */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      {...props}
      className={cn(controlClass, 'field-sizing-content min-h-16 resize-y py-1.5 leading-5 touch:text-lg', className)}
    />
  );
}
