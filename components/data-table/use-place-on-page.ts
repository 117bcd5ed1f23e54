'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { nextFrame } from '@/lib/queries/next-frame';

/** How far an element is from the top of the page, px: it moves when anything above it grows. */
export function usePlaceOnPage(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    let known = 0;
    const place = () => {
      const now = ref.current ? ref.current.getBoundingClientRect().top + scrollY : 0;
      // Setting what is set already would still make React look, and commit nothing.
      if (Math.abs(known - now) <= 1) return;
      known = now;
      setTop(now);
    };
    place();
    const observer = new ResizeObserver(() => nextFrame(place));
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
