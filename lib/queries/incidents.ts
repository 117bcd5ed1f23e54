'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IncidentInput, IncidentView } from '@/lib/incidents/schema';
import { getJson, type Page, postJson } from './http';
import { keys } from './keys';

/** The newest incidents, open ones among them. */
export const useIncidents = () =>
  useQuery({
    queryKey: keys.incidents,
    queryFn: ({ signal }) => getJson<Page<IncidentView>>('/api/v1/incidents?limit=100', signal),
    staleTime: 5_000,
  });

export const useIncident = (id: string) =>
  useQuery({
    queryKey: keys.incident(id),
    queryFn: ({ signal }) => getJson<IncidentView>(`/api/v1/incidents/${id}`, signal),
    staleTime: 5_000,
  });

export function useOpenIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: IncidentInput) => postJson<IncidentView>('/api/v1/incidents', input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}

export function useResolveIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      postJson<IncidentView>(`/api/v1/incidents/${id}/resolve`, reason === '' ? {} : { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}
