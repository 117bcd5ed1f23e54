'use client';

import { useNow } from '@/components/layout/now';
import { Strip } from '@/components/layout/strip';
import { useLiveState } from '@/lib/queries/live';
import { useFlightOf } from '@/lib/queries/releases';
import { useStanding } from '@/lib/queries/standing';
import { stripItems, waitingForProvider } from './strip-items';

/** The strip above every page, worst first; nothing is drawn while nothing is true. */
export function LiveStrip() {
  const now = useNow();
  const live = useLiveState();
  const waiting = useFlightOf(waitingForProvider) ?? [];
  const { data } = useStanding(null);
  const freezes = (data?.items ?? []).map(({ until, ...item }) => ({ ...item, end: until }));
  return <Strip items={stripItems({ live, freezes, waiting, now })} />;
}
