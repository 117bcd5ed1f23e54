'use client';

import { useQuery } from '@tanstack/react-query';
import type { FreezeView } from '@/lib/freezes/schema';
import type { ServiceView } from '@/lib/services/view';
import { getAll, getJson } from './http';
import { keys } from './keys';

export const useServices = () =>
  useQuery({
    queryKey: keys.services,
    queryFn: ({ signal }) => getAll<ServiceView>('/api/v1/services?limit=200', signal),
    staleTime: 60_000,
  });

export const useService = (name: string) =>
  useQuery({
    queryKey: keys.service(name),
    queryFn: ({ signal }) => getJson<ServiceView>(`/api/v1/services/${name}`, signal),
  });

/** Freezes that forbid new exposure now. */
export const useActiveFreezes = () =>
  useQuery({
    queryKey: keys.freezes,
    queryFn: ({ signal }) => getAll<FreezeView>('/api/v1/freezes?active=true&limit=200', signal),
  });
