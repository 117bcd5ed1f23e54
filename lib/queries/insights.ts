'use client';

import { useQuery } from '@tanstack/react-query';
import type { Executive } from '@/lib/insights/schema';
import { getJson } from './http';
import { keys } from './keys';

/** The statement for people who decide; made anew every half minute. */
export const useExecutive = () =>
  useQuery({
    queryKey: keys.executive,
    queryFn: ({ signal }) => getJson<Executive>('/api/v1/insights/executive', signal),
    refetchInterval: 30_000,
    staleTime: 10_000,
  });
