'use client';

import { type PointerEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/** A row somebody points at, and where it was on the page, px. */
type Anchor = { id: string; top: number | null };

/**
 * The row under the pointer stays where it is on the screen when rows above it come, go or grow: the page is scrolled by
 * as much before it is painted. What somebody aims at never moves away.
 */
export function useAnchor(body: RefObject<HTMLElement | null>) {
  const anchor = useRef<Anchor | null>(null);
  useLayoutEffect(() => {
    const held = anchor.current;
    if (!held) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(held.id)}"]`);
    if (!row) {
      // Scrolled away: nobody aims at it any more.
      anchor.current = null;
      return;
    }
    const top = row.getBoundingClientRect().top + scrollY;
    if (held.top !== null && Math.abs(top - held.top) >= 1) scrollBy(0, top - held.top);
    held.top = top;
  });
  function onPointerMove({ target, pointerType }: PointerEvent) {
    if (pointerType === 'touch' || !(target instanceof Element)) return;
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (id === undefined) anchor.current = null;
    else if (anchor.current?.id !== id) anchor.current = { id, top: null };
    if (anchor.current?.top === null) place(anchor.current, target);
  }
  return {
    get holdStill() {
      return anchor.current !== null;
    },
    onPointerMove,
    letGo: () => {
      anchor.current = null;
    },
  };
}

function place(anchor: Anchor, target: Element): void {
  const row = target.closest('[data-row]');
  anchor.top = row ? row.getBoundingClientRect().top + scrollY : null;
}
