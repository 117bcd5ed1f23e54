'use client';

import { type RefObject, useEffect, useState } from 'react';
import { keptOrder } from './kept-order';

/**
 * Gates in the order that is wanted, but not while a hand is on them: under a pointer or around the focus they stay where
 * they are, and what is new stands last.
 */
export function useCalmOrder<G extends { name: string }>(
  wanted: readonly G[],
  box: RefObject<HTMLElement | null>,
): readonly G[] {
  const [order, setOrder] = useState(() => wanted.map(({ name }) => name));
  const names = wanted.map(({ name }) => name).join('\n');
  useEffect(() => {
    const element = box.current;
    const settle = () => {
      if (!element?.matches(':hover, :focus-within')) setOrder(names === '' ? [] : names.split('\n'));
    };
    // Where the focus went is known only after it left.
    const left = () => queueMicrotask(settle);
    settle();
    element?.addEventListener('pointerleave', left);
    element?.addEventListener('focusout', left);
    return () => {
      element?.removeEventListener('pointerleave', left);
      element?.removeEventListener('focusout', left);
    };
  }, [names, box]);
  return keptOrder(wanted, order);
}
