'use client';

import {
  cloneElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { cn } from './cn';
import { Kbd } from './kbd';
import { focusByKey, itemsOf, placeBelow } from './menu-focus';

type TriggerProps = {
  popoverTarget?: string;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
  'aria-controls'?: string | undefined;
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
};

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<TriggerProps>;
  align?: 'start' | 'end';
  children: ReactNode;
};

/**
 * A button with a menu on the browser's own popover: above everything, closed by Esc or a press elsewhere, the focus
 * back on the button. Nothing of it is drawn or fetched before it is opened, so a hundred rows may have one each.
 */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const id = useId();
  const popup = useRef<HTMLDivElement>(null);
  const byKeyboard = useRef(false);
  const [open, setOpen] = useState(false);
  const button = cloneElement(trigger, {
    popoverTarget: id,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    onKeyDown: (event) => {
      byKeyboard.current = true;
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      event.stopPropagation();
      popup.current?.showPopover();
    },
  });

  function show(menu: HTMLElement) {
    placeBelow(menu, document.querySelector(`[popovertarget="${CSS.escape(id)}"]`), align);
    setOpen(true);
  }
  // The browser opens it even before this page was hydrated; then it is filled now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what happened before there was an effect
  useEffect(() => {
    if (popup.current?.matches(':popover-open')) show(popup.current);
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === 'Tab') popup.current?.hidePopover();
    else if (popup.current && focusByKey(popup.current, event.key)) event.preventDefault();
  }

  return (
    <>
      {button}
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        onBeforeToggle={({ newState, currentTarget }) => {
          if (newState === 'open') show(currentTarget);
        }}
        onToggle={({ newState, currentTarget }) => {
          if (newState !== 'open') return setOpen(false);
          (byKeyboard.current ? (itemsOf(currentTarget)[0] ?? currentTarget) : currentTarget).focus();
          byKeyboard.current = false;
        }}
        onKeyDown={onKeyDown}
        onClick={(event) => event.stopPropagation()}
        className="floating pointer-events-auto visible fixed inset-auto m-0 min-w-48 cursor-default overflow-y-auto rounded-panel border border-border bg-raised p-1 text-left text-ink outline-none"
      >
        {open ? children : null}
      </div>
    </>
  );
}

const itemClass =
  'flex h-8 w-full items-center gap-2 rounded-pill px-2 text-sm whitespace-nowrap text-ink no-underline -outline-offset-2 select-none focus:bg-selected aria-disabled:text-ink-disabled touch:h-11 [&_svg]:size-4 [&_svg]:text-ink-3';

/** The popover around an item closes before what was chosen runs, so a dialog it opens gets the focus. */
const close = (item: HTMLElement): void => item.closest<HTMLElement>('[popover]')?.hidePopover();

type MenuItemProps = {
  onSelect?: () => void;
  /** Navigates instead of acting. */
  href?: string;
  shortcut?: string;
  /** Why it cannot be chosen now; shown beside it. */
  disabledReason?: string;
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
      <a
        href={href}
        role="menuitem"
        tabIndex={-1}
        onPointerMove={({ currentTarget }) => currentTarget.focus()}
        onClick={({ currentTarget }) => close(currentTarget)}
        className={itemClass}
      >
        {content}
      </a>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabledReason !== undefined || undefined}
      onPointerMove={({ currentTarget }) => currentTarget.focus()}
      onClick={({ currentTarget }) => {
        if (disabledReason !== undefined) return;
        close(currentTarget);
        onSelect?.();
      }}
      className={itemClass}
    >
      {content}
    </button>
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
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          onPointerMove={({ currentTarget }) => currentTarget.focus()}
          onClick={({ currentTarget }) => {
            close(currentTarget);
            onValueChange(option.value);
          }}
          className={itemClass}
        >
          <span className="w-4 text-center" aria-hidden="true">
            {option.value === value ? '✓' : ''}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  );
}
