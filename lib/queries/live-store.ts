/** How fresh the page is: the state of the stream, outside React. */

import type { Vitals } from '@/lib/stream/event';

/** After this long without a sign of life the page says so; after the second it stops being believed. */
export const RECONNECTING_MS = 5_000;
export const STALE_MS = 15_000;

export type Freshness = 'live' | 'reconnecting' | 'stale';

export type LiveView = {
  state: Freshness;
  /** Server time of the last sign of life, epoch ms. */
  at: number;
  database: boolean;
  /** The database has been away for long enough that what is shown may be old. */
  away: boolean;
  /** Server time at which a controller was last seen alive, epoch ms. */
  controllerAt: number;
};

/** What `silence` ms without a sign of life mean. */
export const freshnessAfter = (silence: number): Freshness =>
  silence >= STALE_MS ? 'stale' : silence >= RECONNECTING_MS ? 'reconnecting' : 'live';

export type LiveStore = {
  get: () => LiveView;
  /** As the server drew it; what is hydrated late must still agree with its markup. */
  first: () => LiveView;
  subscribe: (listener: () => void) => () => void;
  /** A heartbeat with the server's time, or any other event. `local` is this machine's monotonic clock, ms. */
  heard: (local: number, vitals?: Vitals) => void;
  /** Looks at the clock: silence has no event of its own. */
  tick: (local: number) => void;
};

/** `at` is the server's time when the page was made. */
export function createLiveStore(at: number, local: number): LiveStore {
  const first: LiveView = { state: 'live', at, database: true, away: false, controllerAt: at };
  let view = first;
  let heardAt = local;
  let lostAt: number | null = null;
  const awayFor = (now: number): boolean => lostAt !== null && now - lostAt >= RECONNECTING_MS;
  const listeners = new Set<() => void>();
  function change(next: LiveView): void {
    const same = (Object.keys(next) as (keyof LiveView)[]).every((key) => next[key] === view[key]);
    if (same) return;
    view = next;
    for (const listener of listeners) listener();
  }
  return {
    get: () => view,
    first: () => first,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard(now, vitals) {
      heardAt = now;
      if (!vitals) return change({ ...view, state: 'live' });
      lostAt = vitals.database ? null : (lostAt ?? now);
      change({
        state: 'live',
        at: vitals.at,
        database: vitals.database,
        away: awayFor(now),
        controllerAt: vitals.controller ? vitals.at : view.controllerAt,
      });
    },
    tick: (now) => change({ ...view, state: freshnessAfter(now - heardAt), away: awayFor(now) }),
  };
}
