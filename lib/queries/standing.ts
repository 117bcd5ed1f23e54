'use client';

/** What stands against new exposure. Every page asks it, so it is apart from what changes freezes and policies. */

import { useQuery } from '@tanstack/react-query';
import type { StandingList } from '@/lib/freezes/schema';
import { getJson } from './http';
import { keys } from './keys';

/** Windows begin and end by the clock, which is no event. */
export const BY_CLOCK = { refetchInterval: 30_000, staleTime: 10_000 } as const;

const standingOptions = (service: string | null) => ({
  queryKey: service === null ? keys.standing : keys.standingOf(service),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    getJson<StandingList>(
      `/api/v1/standing${service === null ? '' : `?service=${encodeURIComponent(service)}`}`,
      signal,
    ),
  ...BY_CLOCK,
  // The frame of every page asks for all of it and is never left; what turns stale by the clock would be drawn once more.
  ...(service === null ? { staleTime: Number.POSITIVE_INFINITY } : {}),
});

/** Everything that forbids new exposure now: of one service, or of all. */
export const useStanding = (service: string | null) => useQuery(standingOptions(service));

/** A part of all that stands; who asks is drawn again only when that part changes. */
export const useStandingOf = <T>(select: (standing: StandingList) => T): T | undefined =>
  useQuery({ ...standingOptions(null), select }).data;
