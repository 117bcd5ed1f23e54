'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { afterHydration } from '@/lib/queries/after-hydration';

const NowContext = createContext(0);
const StaleContext = createContext(false);

/** Counting seconds show life; with reduced motion they tick every ten. */
const TICK_MS = 1000;
const CALM_TICK_MS = 10_000;

type NowProviderProps = {
  initial: number;
  /** Nothing ticks: for pictures. */
  frozen?: boolean;
  /** The page lost its stream: countdowns below become "–". */
  stale?: boolean;
  children: ReactNode;
};

/**
 * The server's clock for every countdown below it. `initial` is epoch ms from the server, so the first paint agrees
 * with the markup and a wrong clock on the reader's machine does no harm.
 */
export function NowProvider({ initial, frozen = false, stale = false, children }: NowProviderProps) {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    if (frozen) return;
    const offset = initial - Date.now();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let timer: ReturnType<typeof setInterval> | undefined;
    const callOff = afterHydration(() => {
      timer = setInterval(() => setNow(Date.now() + offset), calm ? CALM_TICK_MS : TICK_MS);
    });
    return () => {
      callOff();
      clearInterval(timer);
    };
  }, [initial, frozen]);
  return (
    <StaleContext value={stale}>
      <NowContext value={now}>{children}</NowContext>
    </StaleContext>
  );
}

/** Epoch ms by the server's clock, ticking once a second. */
export function useNow(): number {
  return useContext(NowContext);
}

/** True while the page shows what was, not what is. */
export function useStale(): boolean {
  return useContext(StaleContext);
}
