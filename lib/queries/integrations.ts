'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Delivery, Integration, IntegrationInput } from '@/lib/integrations/schema';
import { getAll, getJson, type Page, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

export const useIntegrations = () =>
  useQuery({
    queryKey: keys.integrations,
    queryFn: ({ signal }) => getAll<Integration>('/api/v1/integrations?limit=200', signal),
    staleTime: 10_000,
  });

export const useIntegration = (name: string) =>
  useQuery({
    queryKey: [...keys.integrations, name],
    queryFn: ({ signal }) => getJson<Integration>(`/api/v1/integrations/${name}`, signal),
    refetchInterval: 10_000,
    staleTime: 5_000,
  });

/** What came, newest first; asked again every few seconds while it is looked at. */
export const useDeliveries = (name: string, status: Delivery['status'] | null) =>
  useInfiniteQuery({
    queryKey: keys.deliveries(name, status),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '50' });
      if (status) query.set('status', status);
      if (pageParam) query.set('cursor', pageParam);
      return getJson<Page<Delivery>>(`/api/v1/integrations/${name}/deliveries?${query}`, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
    staleTime: 0,
  });

export function usePutIntegration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, input, version }: { name: string; input: IntegrationInput; version: number | null }) =>
      putVersioned<Integration>(`/api/v1/integrations/${name}`, input, version),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.integrations }),
  });
}

export function useDeleteIntegration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, reason }: { name: string; reason: string }) =>
      sendJson<void>('DELETE', `/api/v1/integrations/${name}?${new URLSearchParams({ reason })}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.integrations, exact: true }),
  });
}
