'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ServiceHealth } from '@/lib/services/health';
import type { ServiceInput } from '@/lib/services/schema';
import type { ProviderTest } from '@/lib/services/test-provider';
import type { ServiceView } from '@/lib/services/view';
import { getAll, getJson, postJson, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

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

/** How well it is seen and obeyed; asked again every ten seconds while it is looked at. */
export const useServiceHealth = (name: string) =>
  useQuery({
    queryKey: keys.serviceHealth(name),
    queryFn: ({ signal }) => getJson<ServiceHealth>(`/api/v1/services/${name}/health`, signal),
    refetchInterval: 10_000,
    staleTime: 5_000,
  });

/** How fast its provider confirmed of late, for what a person is about to ask of it. */
export const useUsualConfirm = (name: string, enabled: boolean) =>
  useQuery({
    queryKey: keys.serviceHealth(name),
    enabled,
    queryFn: ({ signal }) => getJson<ServiceHealth>(`/api/v1/services/${name}/health`, signal),
    select: ({ confirm }) => confirm,
    staleTime: 60_000,
  });

/** Tries the connection to its provider, as it is stored. */
export const useTestProvider = (name: string) =>
  useMutation({ mutationFn: () => postJson<ProviderTest>(`/api/v1/services/${name}/provider/test`) });

export type PutServiceInput = { name: string; input: ServiceInput; version: number | null };

/** Creates (`version` null: refused when the name is taken) or replaces what was read as `version`. */
export function usePutService() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, input, version }: PutServiceInput) =>
      putVersioned<ServiceView>(`/api/v1/services/${name}`, input, version),
    onSuccess: async (service) => {
      await client.invalidateQueries({ queryKey: keys.services, exact: true });
      client.setQueryData(keys.service(service.name), service);
    },
  });
}

export function useDeleteService() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, reason }: { name: string; reason: string }) =>
      sendJson<void>('DELETE', `/api/v1/services/${name}?${new URLSearchParams({ reason })}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.services, exact: true }),
  });
}
