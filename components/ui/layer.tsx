'use client';

import { type ReactNode, type RefObject, type SyntheticEvent, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { cn } from './cn';
import { enter, focusInto, inside } from './layer-stack';

export type FinalFocus = RefObject<HTMLElement | null> | (() => HTMLElement | null);

type LayerProps = {
  onClose: () => void;
  /** False leaves the page usable beside it. */
  modal?: boolean;
  labelledBy: string;
  describedBy?: string | undefined;
  /** Takes the focus when it opens; the first that can where it is left out or disabled. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Gets the focus back; a function is asked at closing time, wherever the row is then. */
  finalFocus?: FinalFocus | undefined;
  className?: string;
  children: ReactNode;
};

// A press in a dialog is none on the row that it was opened from. Keys go on: the page's shortcuts listen above.
const stop = (event: SyntheticEvent): void => event.stopPropagation();

/**
 * A panel over the page, open as long as it is drawn. While a modal one is, everything else is `inert`: Tab stays in it and
 * screen readers see nothing else; live regions go on speaking. `Esc` closes the newest, the focus goes back.
 */
export function Layer(props: LayerProps) {
  const { modal = true, initialFocus, className, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
    // What had the focus may just have given way, as the button does to the receipt.
    if (modal && document.activeElement === document.body) panel.current?.focus();
  });
  useLayoutEffect(() => {
    if (!root.current || !panel.current) return;
    const leave = enter(
      { root: root.current, panel: panel.current, modal, opener, close: () => latest.current.onClose() },
      () => {
        const { finalFocus } = latest.current;
        return (typeof finalFocus === 'function' ? finalFocus() : finalFocus?.current) ?? null;
      },
    );
    if (!inside(panel.current) || document.activeElement === panel.current)
      focusInto(panel.current, initialFocus?.current);
    return leave;
  }, [modal, opener, initialFocus]);
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events to itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps events to itself
    <div ref={root} data-layer="" className="relative isolate z-50" onClick={stop} onFocus={stop}>
      {modal ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; keys have Esc
        <div
          role="presentation"
          className="overlay fixed inset-0 bg-scrim starting:translate-none"
          onClick={props.onClose}
        />
      ) : null}
      <div
        ref={panel}
        role="dialog"
        aria-modal={modal || undefined}
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        tabIndex={-1}
        className={cn('overlay fixed border-border bg-raised outline-none', className)}
      >
        {children}
      </div>
    </div>,
    document.body,
  );
}
