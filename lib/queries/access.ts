'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me, TokenInput, TokenView, UserInput, UserView } from '@/lib/access/schema';
import { getAll, getJson, postJson, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

export const useMe = () =>
  useQuery({ queryKey: keys.me, queryFn: ({ signal }) => getJson<Me>('/api/v1/me', signal), staleTime: 300_000 });

/** Whether the person may; false until it is known. The server decides, this only hides what would be refused. */
export const useMay = (scope: Me['scopes'][number]): boolean => useMe().data?.scopes.includes(scope) ?? false;

export const useTokens = () =>
  useQuery({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => getAll<TokenView>('/api/v1/tokens?limit=200', signal),
    staleTime: 30_000,
  });

export type NewToken = TokenView & { value: string };

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: TokenInput) => postJson<NewToken>('/api/v1/tokens', input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => sendJson<void>('DELETE', `/api/v1/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export const useUsers = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: keys.users,
    queryFn: ({ signal }) => getAll<UserView>('/api/v1/users?limit=200', signal),
    staleTime: 60_000,
  });

export function usePutUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ email, input, version }: { email: string; input: UserInput; version: number | null }) =>
      putVersioned<UserView>(`/api/v1/users/${encodeURIComponent(email)}`, input, version, 'email'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
