'use client';

import { type ReactNode, useMemo } from 'react';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { NavCountsContext } from '@/components/layout/nav-count';
import { useAnnouncements } from '@/components/releases/use-announcements';
import { useLiveState } from '@/lib/queries/live';
import { useFinished, useFlight } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { useNavCounts } from './use-nav-counts';

const NONE: readonly Release[] = [];

/** "Live · 2 s", listening for itself. */
export function Live() {
  const { state, at, database } = useLiveState();
  return <LiveIndicator state={state} at={at} away={!database} />;
}

/**
 * Counts for the navigation below. Never around a page: a context that changes above what a late script has still to take
 * over makes React throw that away.
 */
export function LiveCounts({ children }: { children: ReactNode }) {
  return <NavCountsContext value={useNavCounts()}>{children}</NavCountsContext>;
}

/** Tells screen readers what changed; draws nothing. */
export function News({ stale }: { stale: boolean }) {
  const flight = useFlight().data;
  const finished = useFinished().data;
  const told = useMemo(() => [...(flight ?? NONE), ...(finished ?? NONE)], [flight, finished]);
  useAnnouncements(told, stale);
  return null;
}
