'use client';

import { notifyManager, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { STREAM_EVENTS, type StreamEvent } from '@/lib/stream/event';
import { afterHydration } from './after-hydration';
import { applyToCache } from './apply-to-cache';
import { getJson } from './http';
import { createLiveStore, type LiveStore, type LiveView } from './live-store';
import { nextFrame } from './next-frame';
import { RecentNews } from './recent-news';

/** Events that arrive within this time are painted together: longer where a page is dear to draw. */
const GATHER_MS = 40;
const GATHER_AT_MOST_MS = 300;
/** Drawing events takes at most this part of the time. */
const SHARE = 1 / 12;
const TICK_MS = 1_000;
const REOPEN_MS = 2_000;

const LiveContext = createContext<LiveStore | null>(null);
const NOWHERE: LiveView = { state: 'live', at: 0, database: true, away: false, controllerAt: 0 };
const never = () => () => undefined;

/** For what looks now and then, and is not drawn by it. */
export const useLiveStore = (): LiveStore | null => useContext(LiveContext);

/** Whether the page is live, and the vitals of what feeds it. */
export function useLiveState(): LiveView {
  const store = useContext(LiveContext);
  return useSyncExternalStore(
    store?.subscribe ?? never,
    store?.get ?? (() => NOWHERE),
    store?.first ?? (() => NOWHERE),
  );
}

/** Whether the page shows what was, not what is. Drawn anew only when that changes, not at each sign of life. */
export function useStalePage(): boolean {
  const store = useContext(LiveContext);
  const isStale = ({ state, away }: LiveView): boolean => state === 'stale' || away;
  return useSyncExternalStore(
    store?.subscribe ?? never,
    () => isStale(store?.get() ?? NOWHERE),
    () => isStale(store?.first() ?? NOWHERE),
  );
}

function createClient(): QueryClient {
  if (typeof window !== 'undefined') notifyManager.setScheduler(nextFrame);
  // The stream says what changed, so nothing is asked again by time or focus.
  return new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 2 } },
  });
}

type LiveProviderProps = { now: number; since: string; children: ReactNode };

/**
 * What the browser knows, and the one stream that keeps it true. `now` is the server's time, epoch ms; `since` the id of
 * the newest event when the page's data was read.
 */
export function LiveProvider({ now, since, children }: LiveProviderProps) {
  const [client] = useState(createClient);
  const [store] = useState(() => createLiveStore(now, performance.now()));
  return (
    <QueryClientProvider client={client}>
      <LiveContext value={store}>
        <Stream store={store} since={since} />
        {children}
      </LiveContext>
    </QueryClientProvider>
  );
}

function Stream({ store, since }: { store: LiveStore; since: string }) {
  const client = useQueryClient();
  // Only the first page has data older than the stream; later ones come with the stream open.
  const first = useRef(since);
  useEffect(() => {
    let waiting: StreamEvent[] = [];
    let lastId = first.current;
    const news = new RecentNews();
    let source: EventSource | undefined;
    let reopen: ReturnType<typeof setTimeout> | undefined;
    let flushing: ReturnType<typeof setTimeout> | undefined;
    let gather = GATHER_MS;
    // Between two frames: the cache tells its observers in the next, so that reading a long list and drawing it do not
    // have to be done within one.
    const flush = () => {
      flushing = undefined;
      const events = waiting;
      waiting = [];
      const start = performance.now();
      news.keep(events);
      applyToCache(client, events, store.get().at);
      const read = performance.now() - start;
      nextFrame(() => {
        const drawn = performance.now();
        // What is drawn of it is drawn when the next task runs.
        setTimeout(() => {
          const cost = read + performance.now() - drawn;
          gather = Math.min(GATHER_AT_MOST_MS, Math.max(GATHER_MS, cost / SHARE));
        });
      });
    };
    const receive = (type: StreamEvent['type']) => (message: MessageEvent<string>) => {
      if (message.lastEventId) lastId = message.lastEventId;
      const event = { type, data: JSON.parse(message.data) } as StreamEvent;
      const heardAt = performance.now();
      nextFrame(() => store.heard(heardAt, event.type === 'heartbeat' ? event.data : undefined));
      if (event.type === 'heartbeat') return;
      waiting.push(event);
      flushing ??= setTimeout(flush, gather);
    };
    function open() {
      source = new EventSource(`/api/stream${lastId ? `?lastEventId=${encodeURIComponent(lastId)}` : ''}`);
      for (const type of STREAM_EVENTS) source.addEventListener(type, receive(type));
      // The browser reconnects by itself, except after an answer that is no stream (a restart, a proxy).
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        // A stream does not say why it was refused; a session that is over ends here.
        getJson('/api/v1/me').catch(() => undefined);
        reopen = setTimeout(open, REOPEN_MS);
      };
    }
    // A page gone to by a link brings data read a moment ago: what the stream said since then still holds.
    const unsubscribe = client.getQueryCache().subscribe(({ type, query }) => {
      const missed = type === 'added' ? news.of(query.queryKey) : undefined;
      if (missed) afterHydration(() => applyToCache(client, [missed], store.get().at));
    });
    const callOff = afterHydration(open);
    const tick = setInterval(() => nextFrame(() => store.tick(performance.now())), TICK_MS);
    return () => {
      callOff();
      unsubscribe();
      source?.close();
      clearInterval(tick);
      clearTimeout(reopen);
      clearTimeout(flushing);
    };
  }, [client, store]);
  return null;
}
