'use client';

import { useMemo } from 'react';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { useAnnouncements } from '@/components/releases/use-announcements';
import { useLiveState } from '@/lib/queries/live';
import { useFinished, useFlight } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';

const NONE: readonly Release[] = [];

/** "Live · 2 s", listening for itself. */
export function Live() {
  const { state, at, database } = useLiveState();
  return <LiveIndicator state={state} at={at} away={!database} />;
}

/** Tells screen readers what changed; draws nothing. */
export function News({ stale }: { stale: boolean }) {
  const flight = useFlight().data;
  const finished = useFinished().data;
  const told = useMemo(() => [...(flight ?? NONE), ...(finished ?? NONE)], [flight, finished]);
  useAnnouncements(told, stale);
  return null;
}
