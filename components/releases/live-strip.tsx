'use client';

import { useNow } from '@/components/layout/now';
import { Strip } from '@/components/layout/strip';
import type { FreezeView } from '@/lib/freezes/schema';
import { useLiveState } from '@/lib/queries/live';
import { useFlight } from '@/lib/queries/releases';
import { useActiveFreezes } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { stripItems } from './strip-items';

const NONE: readonly never[] = [];

/** The strip above every page, worst first; nothing is drawn while nothing is true. */
export function LiveStrip() {
  const now = useNow();
  const live = useLiveState();
  const releases: readonly Release[] = useFlight().data ?? NONE;
  const freezes: readonly FreezeView[] = useActiveFreezes().data ?? NONE;
  return <Strip items={stripItems({ live, freezes, releases, now })} />;
}
