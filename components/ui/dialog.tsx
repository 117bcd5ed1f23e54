'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { cn } from './cn';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Takes the focus when the dialog opens: the safe button. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Gets the focus back; a function is asked at closing time, wherever the row is then. */
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
  /** `sheet` below 640 px puts it at the thumb, at the bottom of the screen. */
  wide?: boolean;
  children: ReactNode;
};

/** A modal with a border and a scrim; on a phone it sits at the bottom of the screen. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  initialFocus,
  finalFocus,
  wide,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="overlay fixed inset-0 z-40 bg-scrim data-[ending-style]:translate-none data-[starting-style]:translate-none" />
        <Base.Popup
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          className={cn(
            'overlay fixed inset-x-0 bottom-0 z-50 max-h-[calc(100dvh-1rem)] overflow-y-auto rounded-t-panel border border-border bg-raised p-4 pb-[max(1rem,env(safe-area-inset-bottom))] outline-none',
            'sm:inset-x-auto sm:top-[14vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80vh] sm:-translate-x-1/2 sm:rounded-panel sm:p-6',
            wide ? 'sm:w-[min(48rem,calc(100vw-3rem))]' : 'sm:w-[min(34rem,calc(100vw-3rem))]',
          )}
        >
          <Base.Title className="text-lg font-semibold text-ink">{title}</Base.Title>
          {description ? (
            <Base.Description className="mt-1 text-base text-ink-2">{description}</Base.Description>
          ) : null}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
