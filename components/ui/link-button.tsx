import type { VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { buttonVariants } from './button';
import { cn } from './cn';
import { Kbd } from './kbd';

type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: VariantProps<typeof buttonVariants>['variant'];
  size?: VariantProps<typeof buttonVariants>['size'];
  shortcut?: string;
};

/** A navigation that looks like a button. */
export function LinkButton({ variant, size, shortcut, className, children, ...props }: LinkButtonProps) {
  return (
    <Link {...props} aria-keyshortcuts={shortcut} className={cn(buttonVariants({ variant, size }), className)}>
      {children}
      {shortcut ? (
        <Kbd onSolid={variant === 'primary'} className="-mr-1">
          {shortcut}
        </Kbd>
      ) : null}
    </Link>
  );
}
