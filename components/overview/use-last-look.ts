'use client';

import { useContext, useEffect, useState } from 'react';
import { useClock } from '@/components/layout/now';
import { keep, readKept } from '@/components/layout/use-kept';
import { ViewerContext } from '@/components/releases/permitted';
import { nextFrame } from '@/lib/queries/next-frame';
import { dismissed, type Look, lookAt } from './changed-since';

/** So often the page notes that it is still in view. */
const NOTE_MS = 10_000;
const SOON_MS = 1_500;

function lookOf(text: string | null): Look | null {
  try {
    const { from, until, seen } = JSON.parse(text ?? 'null') ?? {};
    return [from, until, seen].every(Number.isFinite) ? { from, until, seen } : null;
  } catch {
    return null;
  }
}

/**
 * The last time this person was away from this page in this browser; null until that is known. It stays through reloads
 * until the next absence or until it is dismissed.
 */
export function useLastLook() {
  const { person } = useContext(ViewerContext);
  const clock = useClock();
  const [look, setLook] = useState<Look | null>(null);
  const key = `rampart-looked:${person}`;
  useEffect(() => {
    let shown: Look | null = null;
    const note = () => {
      if (document.visibilityState !== 'visible') return;
      const before = lookOf(readKept(key));
      const next = lookAt(before, clock());
      keep(key, JSON.stringify(next));
      // Setting what is set already would still make React look, and commit nothing.
      if (shown?.from === next.from && shown.until === next.until) return;
      shown = next;
      nextFrame(() => setLook(next));
    };
    // The clock of a page that was hidden runs again a moment after the page is seen.
    let soon = setTimeout(note, 0);
    const later = () => {
      clearTimeout(soon);
      soon = setTimeout(note, SOON_MS);
    };
    const timer = setInterval(note, NOTE_MS);
    document.addEventListener('visibilitychange', later);
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      document.removeEventListener('visibilitychange', later);
      // Leaving for another page of ours ends the look, if not the minute.
      note();
    };
  }, [key, clock]);
  function dismiss() {
    if (!look) return;
    const next = dismissed(look);
    keep(key, JSON.stringify(next));
    setLook(next);
  }
  return { look, dismiss };
}
