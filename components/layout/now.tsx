'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const NowContext = createContext(0);

/** Counting seconds show life; with reduced motion they tick every ten. */
const TICK_MS = 1000;
const CALM_TICK_MS = 10_000;

/**
 * The server's clock for every countdown below it. `initial` is epoch ms from the server, so the first paint agrees
 * with the markup and a wrong clock on the reader's machine does no harm.
 */
export function NowProvider({
  initial,
  frozen = false,
  children,
}: {
  initial: number;
  frozen?: boolean;
  children: ReactNode;
}) {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    if (frozen) return;
    const offset = initial - Date.now();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setInterval(() => setNow(Date.now() + offset), calm ? CALM_TICK_MS : TICK_MS);
    return () => clearInterval(timer);
  }, [initial, frozen]);
  return <NowContext value={now}>{children}</NowContext>;
}

/** Epoch ms by the server's clock, ticking once a second. */
export function useNow(): number {
  return useContext(NowContext);
}
