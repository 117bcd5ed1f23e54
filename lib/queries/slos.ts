'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Imported } from '@/lib/slos/openslo/schema';
import type { BurnDown, SloDetail, SloView } from '@/lib/slos/schema';
import { getAll, getJson, postText, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

const pathOf = (service: string, slo: string): string => `/api/v1/services/${service}/slos/${slo}`;

export const useSlos = () =>
  useQuery({
    queryKey: keys.allSlos,
    queryFn: ({ signal }) => getAll<SloView>('/api/v1/slos?limit=200', signal),
    staleTime: 30_000,
  });

/** The SLOs of a service, with who spent their budgets. */
export const useSlosOf = (service: string) =>
  useQuery({
    queryKey: keys.slosOf(service),
    queryFn: ({ signal }) => getAll<SloDetail>(`/api/v1/services/${service}/slos?limit=200`, signal),
    staleTime: 30_000,
  });

export const useSlo = (service: string, slo: string) =>
  useQuery({
    queryKey: keys.slo(service, slo),
    queryFn: ({ signal }) => getJson<SloDetail>(pathOf(service, slo), signal),
    refetchInterval: 60_000,
  });

export const useBurnDown = (service: string, slo: string) =>
  useQuery({
    queryKey: keys.burnDown(service, slo),
    queryFn: ({ signal }) => getJson<BurnDown>(`${pathOf(service, slo)}/burn-down`, signal),
    refetchInterval: 60_000,
  });

export type PutSloInput = { service: string; slo: string; input: unknown; version: number | null };

/** Creates (`version` null: refused when the name is taken) or replaces what was read as `version`. */
export function usePutSlo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ service, slo, input, version }: PutSloInput) =>
      putVersioned<SloView>(pathOf(service, slo), input, version),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.slos }),
  });
}

/** Imports an OpenSLO file; `dryRun` only says what would be put. */
export function useImportSlos() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, dryRun }: { text: string; dryRun: boolean }) =>
      postText<Imported>(`/api/v1/slos/import?dryRun=${dryRun}`, text, 'application/yaml'),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : client.invalidateQueries({ queryKey: keys.slos })),
  });
}

export function useDeleteSlo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ service, slo, reason }: { service: string; slo: string; reason: string }) =>
      sendJson<void>('DELETE', `${pathOf(service, slo)}?${new URLSearchParams({ reason })}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.slos }),
  });
}
