import { OUTBOX_KEY } from './keys';
import { comesLater, type Draft, drop, dueOf, enqueue, type Queued, renew, restore, settle, tried } from './outbox';

export type Answer = { ok: true } | { ok: false; status: number; words: string };

export type OutboxView = {
  entries: readonly Queued[];
  /** The key of the one that is on its way: only that can no longer be called off. */
  sending: string | null;
  /** Keys that were sent from here and accepted, and when. */
  sent: ReadonlyMap<string, number>;
};

export type OutboxDeps = {
  person: string;
  /** Null where the browser keeps nothing: then it lasts as long as the page. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  send: (entry: Queued) => Promise<Answer>;
  now: () => number;
  /** Whether the device believes that it has a network. */
  online: () => boolean;
  /** Runs where no other tab does at that time; does nothing where one does. */
  alone?: (work: () => Promise<void>) => Promise<void>;
  onSent?: (entry: Queued) => void;
};

export const EMPTY: OutboxView = { entries: [], sending: null, sent: new Map() };

export type Outbox = ReturnType<typeof createOutbox>;

/** The queue of one person on one device. Every change is written before it is shown, so that a reload loses nothing. */
export function createOutbox({ person, storage, send, now, online, alone = (work) => work(), onSent }: OutboxDeps) {
  let view: OutboxView = { ...EMPTY, entries: restore(read(), person, now()) };
  let lasting = storage !== null;
  const listeners = new Set<() => void>();

  function read(): string | null {
    try {
      return storage?.getItem(OUTBOX_KEY) ?? null;
    } catch {
      return null;
    }
  }
  function show(change: Partial<OutboxView>): void {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  }
  /** What other tabs wrote is taken in first. */
  const known = (): readonly Queued[] => (lasting ? restore(read(), person, now()) : view.entries);
  function update(change: (list: readonly Queued[]) => readonly Queued[]): void {
    const entries = change(known());
    try {
      if (entries.length === 0) storage?.removeItem(OUTBOX_KEY);
      else storage?.setItem(OUTBOX_KEY, JSON.stringify(entries));
    } catch {
      // A full or forbidden store: it still lasts as long as the page.
      lasting = false;
    }
    show({ entries });
  }
  async function sendOne(entry: Queued): Promise<boolean> {
    if (online()) update((list) => tried(list, entry.key));
    show({ sending: entry.key });
    const answer = await send(entry);
    update((list) => settle(list, entry.key, answer));
    const sent = answer.ok ? new Map(view.sent).set(entry.key, now()) : view.sent;
    show({ sending: null, sent });
    if (answer.ok) onSent?.(entry);
    return answer.ok || !comesLater(answer.status);
  }

  return {
    get: (): OutboxView => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (draft: Omit<Draft, 'person'>): void => update((list) => enqueue(list, { ...draft, person })),
    /** Calls one off; too late for the one on its way. */
    drop(key: string): void {
      if (view.sending !== key) update((list) => drop(list, key));
    },
    /** It is still meant, however long ago it was pressed. */
    renew: (key: string): void => update((list) => renew(list, key, now())),
    /** Another tab wrote. */
    reread: (): void => show({ entries: known() }),
    /** Sends what is due, in the order it was pressed, until one cannot be sent. */
    async flush(): Promise<void> {
      if (view.entries.length === 0 || view.sending) return;
      await alone(async () => {
        if (view.sending) return;
        for (const { key } of known()) {
          const entry = known().find((one) => one.key === key);
          if (entry && dueOf(entry, now()) === 'send' && !(await sendOne(entry))) return;
        }
      });
    },
  };
}
