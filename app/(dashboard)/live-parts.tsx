'use client';

import { useRouter } from 'next/navigation';
import { useContext, useMemo } from 'react';
import { pageItems } from '@/components/command-menu/page-items';
import type { PaletteItem } from '@/components/command-menu/rank';
import { LiveIndicator } from '@/components/layout/live-indicator';
import { useAsk } from '@/components/releases/act-provider';
import { releaseItems } from '@/components/releases/palette-items';
import { permitted, ViewerContext } from '@/components/releases/permitted';
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

/** What the palette offers now. `onKill` is null for people who may not. */
export function usePaletteItems(onKill: (() => void) | null): readonly PaletteItem[] {
  const router = useRouter();
  const ask = useAsk();
  const viewer = useContext(ViewerContext);
  const flight = useFlight().data ?? NONE;
  const go = (href: string) => router.push(href);
  const mine = flight.map((release) => ({ ...release, actions: permitted(release, viewer) }));
  return [...releaseItems(mine, { ask, go, kill: onKill }), ...pageItems(go)];
}
