import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { Kbd } from './kbd';

export const buttonVariants = cva(
  'tap inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap no-underline select-none transition-colors aria-disabled:pointer-events-none disabled:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'forced-color-adjust-none border-accent bg-accent text-on-accent hover:border-accent/88 hover:bg-accent/88 active:bg-accent/78 disabled:border-border disabled:bg-sunken disabled:text-ink-disabled aria-disabled:border-border aria-disabled:bg-sunken aria-disabled:text-ink-disabled',
        outline:
          'border-control bg-surface text-ink hover:bg-hover active:bg-selected disabled:border-border disabled:text-ink-disabled aria-disabled:border-border aria-disabled:text-ink-disabled',
        ghost:
          'border-transparent bg-transparent text-ink-2 hover:bg-selected hover:text-ink active:bg-selected disabled:text-ink-disabled aria-disabled:text-ink-disabled',
        /* Only where users are being hurt, or inside the dialog that ends it. Never on a calm page. */
        failing:
          'forced-color-adjust-none border-failing bg-failing text-on-accent hover:border-failing/90 hover:bg-failing/90 active:bg-failing/80 disabled:border-border disabled:bg-sunken disabled:text-ink-disabled aria-disabled:border-border aria-disabled:bg-sunken aria-disabled:text-ink-disabled',
      },
      size: {
        sm: 'h-7 px-2.5 text-sm touch:h-11',
        md: 'h-8 px-3 text-sm touch:h-11',
        lg: 'h-10 px-4 text-base touch:h-12',
        /* The on-call main button: thumb-sized and as wide as the screen. */
        thumb: 'h-14 w-full px-4 text-lg',
      },
      icon: { true: 'px-0', false: '' },
    },
    compoundVariants: [
      { icon: true, size: 'sm', className: 'w-7 touch:w-11' },
      { icon: true, size: 'md', className: 'w-8 touch:w-11' },
      { icon: true, size: 'lg', className: 'w-10 touch:w-12' },
    ],
    defaultVariants: { variant: 'outline', size: 'md', icon: false },
  },
);

export type ButtonProps = ComponentProps<'button'> & {
  variant?: VariantProps<typeof buttonVariants>['variant'];
  size?: VariantProps<typeof buttonVariants>['size'];
  /** Key shown at the right end, e.g. "R". The registry in components/keyboard makes it work. */
  shortcut?: string;
  /** What it began is not over: it cannot be pressed, and keeps the focus that a disabled one would lose. */
  busy?: boolean;
  /** Says why it cannot be pressed now; disables the button and prints the reason beside it. */
  disabledReason?: string;
  /** `title` where the reason already stands in words nearby. */
  reasonAs?: 'beside' | 'title';
};

/** A button. Outlined ink by default; `primary` once per view; a disabled one always says why. */
export function Button(all: ButtonProps) {
  const { variant, size, shortcut, disabledReason, reasonAs = 'beside', busy, className, children, id, ...props } = all;
  const solid = variant === 'primary' || variant === 'failing';
  const reasonId = disabledReason && id ? `${id}-reason` : undefined;
  const button = (
    <button
      type="button"
      id={id}
      aria-keyshortcuts={shortcut}
      aria-describedby={reasonId}
      title={reasonAs === 'title' ? disabledReason : undefined}
      {...props}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : props.onClick}
      disabled={props.disabled || disabledReason !== undefined}
      className={cn(buttonVariants({ variant, size }), className)}
    >
      {children}
      {shortcut && !disabledReason ? (
        <Kbd onSolid={solid} className="-mr-1">
          {shortcut}
        </Kbd>
      ) : null}
    </button>
  );
  if (!disabledReason || reasonAs === 'title') return button;
  return (
    <span className="inline-flex items-center gap-2">
      {button}
      <span id={reasonId} className="text-sm text-ink-2">
        {disabledReason}
      </span>
    </span>
  );
}

/** A square button whose name is read aloud and shown (with its key) as a tooltip by the caller. */
export function IconButton({
  label,
  variant = 'ghost',
  size,
  className,
  children,
  ...props
}: Omit<ButtonProps, 'shortcut' | 'disabledReason' | 'reasonAs'> & { label: string; children?: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      {...props}
      className={cn(buttonVariants({ variant, size, icon: true }), className)}
    >
      {children}
    </button>
  );
}
