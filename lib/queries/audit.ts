'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditList, VerificationView } from '@/lib/audit/schema';
import { getJson } from './http';
import { keys } from './keys';

/** The record, newest first. `filter` as a query string of the API's own names; the stream says when it grew. */
export const useAudit = (filter: string) =>
  useInfiniteQuery({
    queryKey: keys.auditList(filter),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(filter);
      query.set('limit', '100');
      if (pageParam) query.set('cursor', pageParam);
      return getJson<AuditList>(`/api/v1/audit?${query}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

/** Checks every link of the record; asked for by a person, since it reads everything. */
export const useVerification = () =>
  useQuery({
    queryKey: keys.verification,
    enabled: false,
    queryFn: ({ signal }) => getJson<VerificationView>('/api/v1/audit/verify', signal),
    retry: false,
  });
