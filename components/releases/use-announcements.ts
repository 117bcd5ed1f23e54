'use client';

import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/layout/announcer';
import type { Release } from '@/lib/releases/schema';
import { createMemory, newsOf } from './news';

/** Tells screen readers what hurts, what was confirmed and whether the page is live: never ticks or samples. */
export function useAnnouncements(releases: readonly Release[], stale: boolean): void {
  const [changedIn] = useState(() => createMemory<Release>());
  const first = useRef(true);
  const wasStale = useRef(stale);
  useEffect(() => {
    const changed = changedIn(releases);
    if (first.current) {
      first.current = false;
      return;
    }
    for (const [was, is] of changed) {
      const sentence = newsOf(was, is);
      if (sentence) announce(sentence, 'assertive');
    }
  }, [releases, changedIn]);
  useEffect(() => {
    if (wasStale.current === stale) return;
    wasStale.current = stale;
    announce(stale ? 'This page is stale: it shows old numbers.' : 'This page is live again.', 'assertive');
  }, [stale]);
}
