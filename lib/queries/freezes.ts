'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FreezeInput, FreezeView } from '@/lib/freezes/schema';
import { getAll, postJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

/** Every freeze there was: those that stand, those to come, those that are over. */
export const useAllFreezes = () =>
  useQuery({
    queryKey: keys.allFreezes,
    queryFn: ({ signal }) => getAll<FreezeView>('/api/v1/freezes?limit=200', signal),
    staleTime: 5_000,
  });

export function useSetFreeze() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, input }: { name: string; input: FreezeInput }) =>
      putVersioned<FreezeView>(`/api/v1/freezes/${encodeURIComponent(name)}`, input, null),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}

export function useLiftFreeze() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, reason }: { name: string; reason: string }) =>
      postJson<FreezeView>(`/api/v1/freezes/${encodeURIComponent(name)}/lift`, { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}
