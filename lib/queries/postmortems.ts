'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Postmortem, PostmortemInput, PostmortemSummary, Revision } from '@/lib/postmortems/schema';
import { getAll, getJson, type Page, sendJson } from './http';
import { keys } from './keys';

export const usePostmortems = () =>
  useQuery({
    queryKey: keys.postmortems,
    queryFn: ({ signal }) => getAll<PostmortemSummary>('/api/v1/postmortems?limit=200', signal),
    refetchInterval: 30_000,
    staleTime: 5_000,
  });

/** Its facts are completed by Rampart for minutes after the rollback: until then it is read again. */
export const usePostmortem = (release: string) =>
  useQuery({
    queryKey: keys.postmortem(release),
    queryFn: ({ signal }) => getJson<Postmortem>(`/api/v1/releases/${release}/postmortem`, signal),
    refetchInterval: (query) => (query.state.data?.factsFinal === false ? 15_000 : false),
    staleTime: 5_000,
  });

export const useRevisions = (release: string, enabled: boolean) =>
  useQuery({
    queryKey: keys.revisions(release),
    enabled,
    queryFn: ({ signal }) =>
      getJson<Page<Revision>>(`/api/v1/releases/${release}/postmortem/revisions?limit=50`, signal),
    select: ({ items }) => items,
    staleTime: 0,
  });

/** Saves what people wrote on top of the revision it was read at; 409 when somebody else saved meanwhile. */
export function usePutPostmortem(release: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: PostmortemInput) =>
      sendJson<Postmortem>('PUT', `/api/v1/releases/${release}/postmortem`, input),
    onSuccess: (saved) => {
      client.setQueryData(keys.postmortem(release), saved);
      void client.invalidateQueries({ queryKey: keys.revisions(release) });
      void client.invalidateQueries({ queryKey: keys.postmortems, refetchType: 'none' });
    },
  });
}
