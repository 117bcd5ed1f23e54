'use client';

import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from './button';
import { cn } from './cn';
import { type FinalFocus, Layer } from './layer';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** `right` is the 480 px peek panel; `left` holds the navigation on a phone. */
  side?: 'right' | 'left';
  /** A peek leaves the page usable; a modal sheet does not. */
  modal?: boolean;
  finalFocus?: FinalFocus;
  children: ReactNode;
};

/** A panel over one edge of the screen. */
export function Sheet({ open, onOpenChange, title, side = 'right', modal = true, finalFocus, children }: SheetProps) {
  const id = useId();
  if (!open) return null;
  const close = () => onOpenChange(false);
  return (
    <Layer
      onClose={close}
      modal={modal}
      finalFocus={finalFocus}
      labelledBy={id}
      className={cn(
        'inset-y-0 flex flex-col overflow-y-auto',
        side === 'right' ? 'right-0 w-[min(30rem,100vw)] border-l' : 'left-0 w-[min(17rem,85vw)] border-r',
      )}
    >
      <header className="flex items-center justify-between gap-4 border-b border-border py-2 pr-2 pl-4">
        <h2 id={id} className="min-w-0 truncate text-base font-semibold text-ink">
          {title}
        </h2>
        <IconButton label="Close" onClick={close}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="flex-1 p-4">{children}</div>
    </Layer>
  );
}
