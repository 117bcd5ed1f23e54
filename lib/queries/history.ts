'use client';

import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Release } from '@/lib/releases/schema';
import { getJson, type Page } from './http';
import { keys } from './keys';

/** Releases that a query of `GET /api/v1/releases` finds, newest first, a page at a time. `keep`: what was found before stays until then. */
export const useReleaseHistory = (query: string, keep = false) =>
  useInfiniteQuery({
    queryKey: keys.history(query),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(query);
      asked.set('limit', '50');
      if (pageParam) asked.set('cursor', pageParam);
      return getJson<Page<Release>>(`/api/v1/releases?${asked}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    ...(keep ? { placeholderData: keepPreviousData<InfiniteData<Page<Release>>> } : {}),
    staleTime: 0,
  });
