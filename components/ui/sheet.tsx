'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './button';
import { cn } from './cn';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** `right` is the 480 px peek panel; `left` holds the navigation on a phone. */
  side?: 'right' | 'left';
  /** A peek leaves the page usable; a modal sheet does not. */
  modal?: boolean;
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
  children: ReactNode;
};

/** A panel over one edge of the screen. */
export function Sheet({ open, onOpenChange, title, side = 'right', modal = true, finalFocus, children }: SheetProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal={modal}>
      <Base.Portal>
        {modal ? (
          <Base.Backdrop className="overlay fixed inset-0 z-40 bg-scrim data-[ending-style]:translate-none data-[starting-style]:translate-none" />
        ) : null}
        <Base.Popup
          finalFocus={finalFocus}
          className={cn(
            'overlay fixed inset-y-0 z-50 flex flex-col overflow-y-auto border-border bg-raised outline-none',
            side === 'right' ? 'right-0 w-[min(30rem,100vw)] border-l' : 'left-0 w-[min(17rem,85vw)] border-r',
          )}
        >
          <header className="flex items-center justify-between gap-4 border-b border-border py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 truncate text-base font-semibold text-ink">{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" />}>
              <X aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="flex-1 p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
