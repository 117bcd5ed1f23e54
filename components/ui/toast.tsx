'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { IconButton } from './button';
import { cn } from './cn';

type Entry = { id: number; title: string; description: string | undefined; failed: boolean };

const AT_MOST = 3;
/** What was accepted goes by itself; a refusal stays until it is read. */
const STAYS_MS = 5000;
const NONE: readonly Entry[] = [];

let entries = NONE;
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Entry[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that one's own input was accepted, or refused and why. Not for other people's changes. */
export function toast(title: string, options?: { description?: string; failed?: boolean }): void {
  last += 1;
  const entry: Entry = { id: last, title, description: options?.description, failed: options?.failed ?? false };
  change([...entries, entry].slice(-AT_MOST));
}

const dismiss = (id: number): void => change(entries.filter((entry) => entry.id !== id));

function Toast({ entry, held, onDismiss }: { entry: Entry; held: boolean; onDismiss: () => void }) {
  const { id, failed } = entry;
  useEffect(() => {
    if (failed || held) return;
    const timer = setTimeout(() => dismiss(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [id, failed, held]);
  return (
    <div
      {...(failed ? { role: 'alert' } : {})}
      className={cn(
        'overlay pointer-events-auto flex items-start gap-3 rounded-panel border bg-raised py-2 pr-2 pl-4',
        failed ? 'border-failing' : 'border-control',
      )}
    >
      <div className="min-w-0 flex-1 py-1">
        <p className="text-sm font-medium text-ink">{entry.title}</p>
        {entry.description ? <p className="text-sm wrap-break-word text-ink-2">{entry.description}</p> : null}
      </div>
      <IconButton label="Dismiss" size="sm" onClick={onDismiss}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** The last three, over everything; none leaves while the pointer or the focus is on one. */
function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => entries,
    () => NONE,
  );
  const [held, setHeld] = useState(false);
  const before = useRef<HTMLElement | null>(null);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ relatedTarget, currentTarget }) => {
        setHeld(true);
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          before.current = relatedTarget;
      }}
      onBlur={() => setHeld(false)}
      className="no-print pointer-events-none fixed right-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {shown.map((entry) => (
        <Toast
          key={entry.id}
          entry={entry}
          held={held}
          onDismiss={() => {
            dismiss(entry.id);
            setHeld(false);
            before.current?.focus();
          }}
        />
      ))}
    </section>
  );
}

/** Once per layout. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Toasts />
    </>
  );
}
