'use client';

import { useNow } from '@/components/layout/now';
import { Strip } from '@/components/layout/strip';
import type { FreezeView } from '@/lib/freezes/schema';
import { useLiveState } from '@/lib/queries/live';
import type { Release } from '@/lib/releases/schema';
import { stripItems } from './strip-items';

/** The strip above every page, worst first; nothing is drawn while nothing is true. */
export function LiveStrip({ releases, freezes }: { releases: readonly Release[]; freezes: readonly FreezeView[] }) {
  const now = useNow();
  const live = useLiveState();
  return <Strip items={stripItems({ live, freezes, releases, now })} />;
}
