'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Release } from '@/lib/releases/schema';
import { getJson, type Page } from './http';
import { keys } from './keys';

export type HistoryFilter = Record<'status' | 'service' | 'team', string | null>;

/** Every release ever, newest first, a page at a time. */
export const useReleaseHistory = (filter: HistoryFilter) =>
  useInfiniteQuery({
    queryKey: keys.history(filter),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '50' });
      for (const [key, value] of Object.entries(filter)) if (value) query.set(key, value);
      if (pageParam) query.set('cursor', pageParam);
      return getJson<Page<Release>>(`/api/v1/releases?${query}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });
