'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { afterHydration } from '@/lib/queries/after-hydration';
import { nextFrame } from '@/lib/queries/next-frame';

type Clock = { get: () => number; first: () => number; subscribe: (listener: () => void) => () => void };

const STILL: Clock = { get: () => 0, first: () => 0, subscribe: () => () => undefined };
const ClockContext = createContext<Clock>(STILL);
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

function createClock(initial: number): Clock & { set: (now: number) => void } {
  let now = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    first: () => initial,
    set(next) {
      now = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The server's clock for every countdown below it. `initial` is epoch ms from the server, so the first paint agrees
 * with the markup and a wrong clock on the reader's machine does no harm.
 */
export function NowProvider({ initial, frozen = false, stale = false, children }: NowProviderProps) {
  const [clock] = useState(() => createClock(initial));
  useEffect(() => {
    if (frozen) return clock.set(initial);
    const offset = initial - Date.now();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let timer: ReturnType<typeof setInterval> | undefined;
    const callOff = afterHydration(() => {
      timer = setInterval(() => nextFrame(() => clock.set(Date.now() + offset)), calm ? CALM_TICK_MS : TICK_MS);
    });
    return () => {
      callOff();
      clearInterval(timer);
    };
  }, [clock, initial, frozen]);
  return (
    <StaleContext value={stale}>
      <ClockContext value={clock}>{children}</ClockContext>
    </StaleContext>
  );
}

/** How to ask the server's clock, epoch ms, outside of drawing. Never draws anything again. */
export function useClock(): () => number {
  return useContext(ClockContext).get;
}

/** Epoch ms by the server's clock, ticking once a second. Draws its component at every tick. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, clock.get, clock.first);
}

/**
 * What `derive` says of the time now: words or a number. Its component is drawn again only when they change, so a hundred
 * rows may each look at the clock.
 */
export function useAtNow<T extends string | number | boolean | null>(derive: (now: number) => T): T {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(
    clock.subscribe,
    () => derive(clock.get()),
    () => derive(clock.first()),
  );
}

/** True while the page shows what was, not what is. */
export function useStale(): boolean {
  return useContext(StaleContext);
}
