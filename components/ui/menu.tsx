'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn';
import { Kbd } from './kbd';

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: 'start' | 'end';
  children: ReactNode;
};

export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup className="floating min-w-48 rounded-panel border border-border bg-raised p-1 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  'flex h-8 items-center gap-2 rounded-pill px-2 text-sm text-ink no-underline outline-none select-none data-highlighted:bg-selected data-disabled:text-ink-disabled touch:h-11 [&_svg]:size-4 [&_svg]:text-ink-3';

type MenuItemProps = {
  onSelect?: () => void;
  /** Navigates instead of acting. */
  href?: string;
  shortcut?: string;
  /** Why it cannot be chosen now; shown beside it. */
  disabledReason?: string;
  checked?: boolean;
  children: ReactNode;
};

export function MenuItem({ onSelect, href, shortcut, disabledReason, children }: MenuItemProps) {
  const content = (
    <>
      {children}
      {disabledReason ? <span className="ml-auto pl-6 text-xs text-ink-2">{disabledReason}</span> : null}
      {shortcut && !disabledReason ? <Kbd className="ml-auto">{shortcut}</Kbd> : null}
    </>
  );
  if (href && !disabledReason) {
    return (
      <Base.LinkItem href={href} className={itemClass}>
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item onClick={onSelect} disabled={disabledReason !== undefined} className={itemClass}>
      {content}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <hr className="my-1 border-border" />;
}

export function MenuLabel({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn('eyebrow px-2 py-1', className)}>{children}</div>;
}

type MenuRadioProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  label: string;
};

/** One choice of a few, ticked: theme, density. */
export function MenuRadio<T extends string>({ value, onValueChange, options, label }: MenuRadioProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={itemClass}>
          <span className="w-4 text-center" aria-hidden="true">
            {option.value === value ? '✓' : ''}
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
