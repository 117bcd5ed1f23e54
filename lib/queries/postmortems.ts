'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Editing,
  Postmortem,
  PostmortemInput,
  PostmortemSummary,
  Revision,
  Section,
} from '@/lib/postmortems/schema';
import { getAll, getJson, type Page, postJson, sendJson } from './http';
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

/** Says where this person writes, over and over while they do, and tells who writes where. */
export const useEditing = (release: string, section: Section | null, enabled: boolean) =>
  useQuery({
    queryKey: keys.editing(release, section),
    enabled,
    queryFn: () => postJson<Editing>(`/api/v1/releases/${release}/postmortem/editing`, { section }),
    select: ({ editing }) => editing,
    placeholderData: (before) => before,
    refetchInterval: 3_000,
    staleTime: 0,
    gcTime: 0,
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
    // Most likely somebody else saved: the newest is read, and merged by whoever holds the draft.
    onError: () => client.invalidateQueries({ queryKey: keys.postmortem(release) }),
  });
}
