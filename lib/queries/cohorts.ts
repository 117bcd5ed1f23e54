'use client';

import { useQuery } from '@tanstack/react-query';
import type { Cohorts, LatencyHeatmap, Resources } from '@/lib/cohorts/schema';
import { getJson } from './http';
import { keys } from './keys';

/** Sums of hours need not be newer than this. */
const EVERY_MS = 15_000;

/** `to`: epoch ms, null for now or its end. `live`: asked again while it is looked at. */
export type CohortsAsked = { id: string; to: number | null; live: boolean };

function useCohortView<T>({ id, to, live }: CohortsAsked, path: string, query: Record<string, string>) {
  const asked = new URLSearchParams({ ...query, ...(to === null ? {} : { to: new Date(to).toISOString() }) });
  return useQuery({
    queryKey: keys.cohorts(id, path, asked.toString()),
    queryFn: ({ signal }) => getJson<T>(`/api/v1/releases/${id}/${path}?${asked}`, signal),
    refetchInterval: live && to === null ? EVERY_MS : false,
    staleTime: EVERY_MS,
  });
}

/** Errors of both cohorts by one dimension. */
export const useCohorts = (asked: CohortsAsked, by: string) => useCohortView<Cohorts>(asked, 'cohorts', { by });

/** Latency of both cohorts over time. */
export const useLatencyHeatmap = (asked: CohortsAsked) => useCohortView<LatencyHeatmap>(asked, 'latency', {});

/** What both cohorts use and cost. */
export const useResources = (asked: CohortsAsked) => useCohortView<Resources>(asked, 'resources', {});
