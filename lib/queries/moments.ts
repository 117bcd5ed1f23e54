'use client';

import { useQuery } from '@tanstack/react-query';
import type { Moments } from '@/lib/moments/schema';
import type { PreviousSeries } from '@/lib/telemetry/series-schema';
import { getJson } from './http';
import { keys } from './keys';

const EVERY_MS = 30_000;

/** Epoch ms; `to` null is now, or when the release ended. */
export type AskedSpan = { id: string; from: number; to: number | null };

const iso = (at: number): string => new Date(at).toISOString();

/** What else happened while a release was out. `from` on a round minute, or each second would ask anew. */
export const useMoments = ({ id, from, to }: AskedSpan) =>
  useQuery({
    queryKey: keys.moments(id, from, to),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from: iso(from), ...(to === null ? {} : { to: iso(to) }) });
      return getJson<Moments>(`/api/v1/releases/${id}/moments?${query}`, signal);
    },
    select: ({ items }) => items,
    placeholderData: (before) => before,
    staleTime: EVERY_MS,
    refetchInterval: to === null ? EVERY_MS : false,
  });

/** The release before at the same step; only when it is asked for. */
export const usePrevious = ({ id, from, to }: AskedSpan & { to: number }, sli: string, enabled: boolean) =>
  useQuery({
    queryKey: keys.previous(id, sli, from, to),
    enabled,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ sli, from: iso(from), to: iso(to) });
      return getJson<PreviousSeries>(`/api/v1/releases/${id}/previous?${query}`, signal);
    },
    placeholderData: (before) => before,
  });
