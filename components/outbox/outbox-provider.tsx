'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { ViewerContext } from '@/components/releases/permitted';
import { toast } from '@/components/ui/toast';
import { type Answer, createOutbox, EMPTY, type Outbox, type OutboxView } from '@/lib/outbox/keeper';
import { OUTBOX_KEY } from '@/lib/outbox/keys';
import { type Queued, queuedWords } from '@/lib/outbox/outbox';
import { newer } from '@/lib/queries/apply-events';
import { ApiError, sendJson } from '@/lib/queries/http';
import { keys } from '@/lib/queries/keys';
import { useStalePage } from '@/lib/queries/live';
import { REACH_MS } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';

/** While something waits it is tried this often; what the browser says of its network is only a hint. */
const TRY_MS = 5_000;

const OutboxContext = createContext<Outbox | null>(null);
const never = () => () => undefined;
const empty = (): OutboxView => EMPTY;

/** What waits on this device; nothing while the page is made and hydrated. */
export function useOutbox(): OutboxView & { outbox: Outbox | null } {
  const outbox = useContext(OutboxContext);
  const view = useSyncExternalStore(outbox?.subscribe ?? never, outbox?.get ?? empty, empty);
  return { ...view, outbox };
}

/** One tab sends at a time; where the browser knows no locks, the key of each action keeps it one. */
const alone = async (work: () => Promise<void>): Promise<void> => {
  if (!navigator.locks) return work();
  await navigator.locks.request(OUTBOX_KEY, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
};

function storageOf(): Storage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage;
  } catch {
    return null;
  }
}

/** Keeps what could not be sent and sends it as soon as Rampart is reached again. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const { person } = useContext(ViewerContext);
  const client = useQueryClient();
  const stale = useStalePage();
  const [outbox] = useState(() =>
    createOutbox({
      person,
      storage: storageOf(),
      now: Date.now,
      online: () => navigator.onLine,
      alone,
      onSent: (entry) => toast(`Sent: ${queuedWords(entry)}`),
      send: (entry) =>
        post(entry, (release) =>
          client.setQueryData<Release>(keys.release(release.id), (known) => newer(known, release)),
        ),
    }),
  );
  useEffect(() => {
    const flush = () => void outbox.flush();
    const reread = ({ key }: StorageEvent) => (key === OUTBOX_KEY ? outbox.reread() : undefined);
    const timer = setInterval(flush, TRY_MS);
    addEventListener('online', flush);
    addEventListener('storage', reread);
    return () => {
      clearInterval(timer);
      removeEventListener('online', flush);
      removeEventListener('storage', reread);
    };
  }, [outbox]);
  // The stream is back before the browser says that it is online, and also where the network never went.
  useEffect(() => (stale ? undefined : void outbox.flush()), [outbox, stale]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

async function post(entry: Queued, onRelease: (release: Release) => void): Promise<Answer> {
  try {
    const headers = { 'idempotency-key': entry.key };
    const answer = await sendJson<Release>('POST', entry.path, entry.body, headers, AbortSignal.timeout(REACH_MS));
    if (entry.release !== null) onRelease(answer);
    return { ok: true };
  } catch (error) {
    return error instanceof ApiError
      ? { ok: false, status: error.status, words: error.message }
      : { ok: false, status: 0, words: String(error) };
  }
}
