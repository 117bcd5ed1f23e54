'use client';

import { type ReactNode, type RefObject, useId } from 'react';
import { cn } from './cn';
import { type FinalFocus, Layer } from './layer';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Takes the focus when the dialog opens: the safe button. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Gets the focus back; a function is asked at closing time, wherever the row is then. */
  finalFocus?: FinalFocus | undefined;
  wide?: boolean;
  children: ReactNode;
};

/** A modal with a border and a scrim; on a phone it sits at the bottom of the screen. */
export function Dialog({ open, onOpenChange, title, description, wide, children, ...focus }: DialogProps) {
  const id = useId();
  if (!open) return null;
  return (
    <Layer
      {...focus}
      onClose={() => onOpenChange(false)}
      labelledBy={`${id}-title`}
      describedBy={description ? `${id}-words` : undefined}
      className={cn(
        'inset-x-0 bottom-0 max-h-[calc(100dvh-1rem)] overflow-y-auto rounded-t-panel border p-4 pb-[max(1rem,env(safe-area-inset-bottom))]',
        'sm:top-[14vh] sm:bottom-auto sm:mx-auto sm:max-h-[80vh] sm:rounded-panel sm:p-6',
        wide ? 'sm:w-[min(48rem,calc(100vw-3rem))]' : 'sm:w-[min(34rem,calc(100vw-3rem))]',
      )}
    >
      <h2 id={`${id}-title`} className="text-lg font-semibold text-ink">
        {title}
      </h2>
      {description ? (
        <p id={`${id}-words`} className="mt-1 text-base text-ink-2">
          {description}
        </p>
      ) : null}
      {children}
    </Layer>
  );
}
