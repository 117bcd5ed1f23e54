'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** What is kept now. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Some browsers keep nothing for some pages; then nothing was kept.
    return null;
  }
}

/** Keeps a text in this browser; who reads it by `useKept` is drawn again. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** A text that this browser keeps, and how to change it; null on the server, before hydration, and where none is kept. */
export function useKept(key: string): readonly [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => readKept(key),
    () => null,
  );
  return [value, useCallback((next: string) => keep(key, next), [key])];
}
