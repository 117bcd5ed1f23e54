'use client';

import { useMemo } from 'react';
import { useFinished, useFlight } from '@/lib/queries/releases';
import { type Counts, countCards } from './cards';

/** How many releases are in each card now: for titles, the sidebar and the overview. */
export function useCounts(): Counts {
  const flight = useFlight().data;
  const finished = useFinished().data;
  return useMemo(() => countCards([...(flight ?? []), ...(finished ?? [])]), [flight, finished]);
}
