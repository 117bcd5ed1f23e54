'use client';

import { calling, countCards } from '@/components/attention/cards';
import type { NavCounts } from '@/components/layout/nav';
import { useFinishedOf, useFlightOf } from '@/lib/queries/releases';
import { useFreezeCount } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';

const inCards = (releases: readonly Release[]) => {
  const counts = countCards(releases);
  return {
    calling: calling(counts),
    hurting: counts.hurting,
    awaiting: releases.filter(({ status }) => status === 'awaiting_approval').length,
  };
};

/** The numbers beside the navigation; the same object until one of them changes. */
export function useNavCounts(): NavCounts {
  const flight = useFlightOf(inCards);
  const finished = useFinishedOf(inCards);
  const freezes = useFreezeCount();
  return {
    overview: (flight?.calling ?? 0) + (finished?.calling ?? 0),
    oncall: (flight?.hurting ?? 0) + (finished?.hurting ?? 0),
    approvals: flight?.awaiting ?? 0,
    freezes,
  };
}
