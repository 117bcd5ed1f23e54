'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { hasAnywhere, mayForTeam } from '@/lib/access/decide';
import type { Me, TokenInput, TokenView, UserInput, UserView } from '@/lib/access/schema';
import type { Scope } from '@/lib/access/scopes';
import { getAll, getJson, postJson, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

export const useMe = () =>
  useQuery({ queryKey: keys.me, queryFn: ({ signal }) => getJson<Me>('/api/v1/me', signal), staleTime: 300_000 });

/** Whether the person may; false until it is known. The server decides, this only hides what would be refused. */
export function useMay(scope: Scope, owner?: string): boolean {
  const me = useMe().data;
  if (!me) return false;
  return owner === undefined ? me.scopes.includes(scope) : mayForTeam(me, scope, owner);
}

/** Whether the person may in any team at all: for what makes a new thing of a team. */
export function useMaySomewhere(scope: Scope): boolean {
  const me = useMe().data;
  return me !== undefined && hasAnywhere({ role: me.role, teams: me.teams, held: me.held }, scope);
}

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
      putVersioned<UserView>(`/api/v1/users/${encodeURIComponent(email)}`, input, version, { key: 'email' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
