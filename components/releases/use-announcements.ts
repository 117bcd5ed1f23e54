'use client';

import { useEffect, useRef } from 'react';
import { announce } from '@/components/layout/announcer';
import type { Release } from '@/lib/releases/schema';
import { changedIn, newsOf } from './news';

/** Tells screen readers what hurts, what was confirmed and whether the page is live: never ticks or samples. */
export function useAnnouncements(releases: readonly Release[], stale: boolean): void {
  const before = useRef<readonly Release[] | null>(null);
  const wasStale = useRef(stale);
  useEffect(() => {
    const last = before.current;
    before.current = releases;
    if (!last) return;
    for (const [was, is] of changedIn(last, releases)) {
      const sentence = newsOf(was, is);
      if (sentence) announce(sentence, 'assertive');
    }
  }, [releases]);
  useEffect(() => {
    if (wasStale.current === stale) return;
    wasStale.current = stale;
    announce(stale ? 'This page is stale: it shows old numbers.' : 'This page is live again.', 'assertive');
  }, [stale]);
}
