'use client';

import { useEffect, useRef } from 'react';
import { announce } from '@/components/layout/announcer';
import type { Release } from '@/lib/releases/schema';
import { newsOf } from './news';

/** Tells screen readers what hurts, what was confirmed and whether the page is live: never ticks or samples. */
export function useAnnouncements(releases: readonly Release[], stale: boolean): void {
  const before = useRef<ReadonlyMap<string, Release> | null>(null);
  const wasStale = useRef(stale);
  useEffect(() => {
    const known = before.current;
    before.current = new Map(releases.map((release) => [release.id, release]));
    if (!known) return;
    for (const release of releases) {
      const sentence = newsOf(known.get(release.id), release);
      if (sentence) announce(sentence, 'assertive');
    }
  }, [releases]);
  useEffect(() => {
    if (wasStale.current === stale) return;
    wasStale.current = stale;
    announce(stale ? 'This page is stale: it shows old numbers.' : 'This page is live again.', 'assertive');
  }, [stale]);
}
