'use client';

import { useEffect, useRef } from 'react';

/** Where a button is gone because `state` changed (not when it was first read), the content has its focus, and not the top of the page. */
export function useFocusKept(state: unknown): void {
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    if (was === state || was === undefined) return;
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true });
  }, [state]);
}
