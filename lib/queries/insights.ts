'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LinkInput, LinkView, NewLink } from '@/lib/insights/link-schema';
import type { Executive } from '@/lib/insights/schema';
import { getJson, postJson, sendJson } from './http';
import { keys } from './keys';

/** The statement for people who decide; made anew every half minute. */
export const useExecutive = () =>
  useQuery({
    queryKey: keys.executive,
    queryFn: ({ signal }) => getJson<Executive>('/api/v1/insights/executive', signal),
    refetchInterval: 30_000,
    staleTime: 10_000,
  });

const LINKS_PATH = '/api/v1/insights/executive/links';

/** Links to the executive page, read when they are looked at. */
export const useLinks = () =>
  useQuery({
    queryKey: keys.executiveLinks,
    queryFn: ({ signal }) => getJson<{ items: LinkView[] }>(LINKS_PATH, signal),
    select: ({ items }) => items,
    staleTime: 0,
  });

export function useMakeLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: LinkInput) => postJson<NewLink>(LINKS_PATH, input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.executiveLinks }),
  });
}

export function useRevokeLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => sendJson<void>('DELETE', `${LINKS_PATH}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.executiveLinks }),
  });
}
