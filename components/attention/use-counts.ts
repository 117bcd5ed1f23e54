'use client';

import { useMemo } from 'react';
import { useFinished, useFlight, useFlightTally } from '@/lib/queries/releases';
import { CARDS, type Counts, countCards, countTally } from './cards';

/** How many releases are in each card now: for titles, the sidebar and the overview. */
export function useCounts(): Counts {
  const flight = useFlight().data;
  const finished = useFinished().data;
  const tally = useFlightTally();
  return useMemo(() => {
    const counts = { ...countCards(finished ?? []) };
    const flying = tally ? countTally(tally) : countCards(flight ?? []);
    for (const card of CARDS) counts[card] += flying[card];
    return counts;
  }, [flight, finished, tally]);
}
