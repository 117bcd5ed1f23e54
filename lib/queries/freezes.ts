'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CalendarItem, FreezeInput, FreezeView } from '@/lib/freezes/schema';
import type { PolicyInput, PolicyList, PolicyView } from '@/lib/policies/schema';
import { getAll, getJson, getTagged, postJson, sendJson, type Tagged } from './http';
import { keys } from './keys';
import { putVersioned } from './put';
import { BY_CLOCK } from './standing';

/** Every freeze there was: those that stand, those to come, those that are over. */
export const useAllFreezes = () =>
  useQuery({
    queryKey: keys.allFreezes,
    queryFn: ({ signal }) => getAll<FreezeView>('/api/v1/freezes?limit=200', signal),
    staleTime: 5_000,
  });

const pathOf = (name: string) => `/api/v1/freezes/${encodeURIComponent(name)}`;

/** One freeze as it is now, to be changed. */
export const useFreezeToEdit = (name: string) =>
  useQuery({
    queryKey: keys.freezeToEdit(name),
    queryFn: ({ signal }) => getTagged<FreezeView>(pathOf(name), signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** `known` is the freeze the change is based on; without it, it is a new one. */
export function useSetFreeze(known?: Tagged<FreezeView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, input }: { name: string; input: FreezeInput }) =>
      known
        ? sendJson<FreezeView>('PUT', pathOf(name), input, { 'if-match': known.tag })
        : putVersioned<FreezeView>(pathOf(name), input, null),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}

export function useLiftFreeze() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, reason }: { name: string; reason: string }) =>
      postJson<FreezeView>(`${pathOf(name)}/lift`, { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}

/** The windows of the next sixty days. */
export const useFreezeCalendar = () =>
  useQuery({
    queryKey: keys.freezeCalendar,
    queryFn: ({ signal }) => getJson<{ items: CalendarItem[] }>('/api/v1/freeze-calendar', signal),
    ...BY_CLOCK,
  });

export const usePolicies = () =>
  useQuery({
    queryKey: keys.policies,
    queryFn: ({ signal }) => getJson<PolicyList>('/api/v1/budget-policies', signal),
    staleTime: 10_000,
  });

export function usePutPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, input, isNew }: { name: string; input: PolicyInput; isNew: boolean }) => {
      const path = `/api/v1/budget-policies/${encodeURIComponent(name)}`;
      return isNew
        ? putVersioned<PolicyView>(path, input, null, { key: 'scope' })
        : sendJson<PolicyView>('PUT', path, input);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}

export function useDeletePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => sendJson<void>('DELETE', `/api/v1/budget-policies/${encodeURIComponent(name)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.freezes }),
  });
}
