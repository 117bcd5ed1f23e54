'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
    placeholderData: (before) => (keep ? before : undefined),
    staleTime: 0,
  });

/** A few letters find too much to be of use. */
const ENOUGH = 2;

/** The newest releases for what was typed, of those in flight and of a million that are over. */
export const useFoundReleases = (q: string) =>
  useQuery({
    queryKey: keys.history(`palette:${q}`),
    enabled: q.length >= ENOUGH,
    queryFn: ({ signal }) =>
      getJson<Page<Release>>(`/api/v1/releases?${new URLSearchParams({ q, limit: '8' })}`, signal),
    select: ({ items }) => items,
  }).data;
