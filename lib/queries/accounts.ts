'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TokenView } from '@/lib/access/schema';
import type {
  InvitationInput,
  InvitationView,
  ServiceAccountInput,
  ServiceAccountView,
  SessionView,
  TeamInput,
  TeamView,
} from '@/lib/access/team-schema';
import { getJson, type Page, postJson, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

const itemsOf =
  <T>(path: string) =>
  async ({ signal }: { signal: AbortSignal }): Promise<T[]> =>
    (await getJson<Page<T>>(path, signal)).items;

export const useTeams = () =>
  useQuery({ queryKey: keys.teams, queryFn: itemsOf<TeamView>('/api/v1/teams'), staleTime: 30_000 });

export const useServiceAccounts = () =>
  useQuery({
    queryKey: keys.serviceAccounts,
    queryFn: itemsOf<ServiceAccountView>('/api/v1/service-accounts'),
    staleTime: 30_000,
  });

export const useInvitations = () =>
  useQuery({
    queryKey: keys.invitations,
    queryFn: itemsOf<InvitationView>('/api/v1/invitations'),
    staleTime: 30_000,
  });

export const useSessions = () =>
  useQuery({ queryKey: keys.sessions, queryFn: itemsOf<SessionView>('/api/v1/me/sessions'), staleTime: 10_000 });

/** A change after which these lists are read again. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>, ...lists: readonly (readonly string[])[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(lists.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

type PutTeam = { name: string; input: TeamInput; version: number | null };
export const usePutTeam = () =>
  useChange(
    ({ name, input, version }: PutTeam) => putVersioned<TeamView>(`/api/v1/teams/${name}`, input, version),
    keys.teams,
    keys.me,
  );

export const useDeleteTeam = () =>
  useChange((name: string) => sendJson<void>('DELETE', `/api/v1/teams/${name}`), keys.teams);

const memberPath = (team: string, email: string) => `/api/v1/teams/${team}/members/${encodeURIComponent(email)}`;

type PutMember = { team: string; email: string; role: string };
export const usePutMember = () =>
  useChange(
    ({ team, email, role }: PutMember) => sendJson<TeamView>('PUT', memberPath(team, email), { role }),
    keys.teams,
    keys.users,
  );

export const useRemoveMember = () =>
  useChange(
    ({ team, email }: { team: string; email: string }) => sendJson<TeamView>('DELETE', memberPath(team, email)),
    keys.teams,
    keys.users,
  );

type PutAccount = { name: string; input: ServiceAccountInput };
export const usePutServiceAccount = () =>
  useChange(
    ({ name, input }: PutAccount) => sendJson<ServiceAccountView>('PUT', `/api/v1/service-accounts/${name}`, input),
    keys.serviceAccounts,
    keys.users,
    keys.teams,
  );

export const useRetireServiceAccount = () =>
  useChange(
    (name: string) => sendJson<void>('DELETE', `/api/v1/service-accounts/${name}`),
    keys.serviceAccounts,
    keys.tokens,
  );

export const useInvite = () =>
  useChange(
    (input: InvitationInput) => postJson<InvitationView & { link: string }>('/api/v1/invitations', input),
    keys.invitations,
  );

export const useRevokeInvitation = () =>
  useChange((id: string) => sendJson<void>('DELETE', `/api/v1/invitations/${id}`), keys.invitations);

export const useRotateToken = () =>
  useChange(
    ({ id, grace }: { id: string; grace: string }) =>
      postJson<TokenView & { value: string }>(`/api/v1/tokens/${id}/rotate`, { grace }),
    keys.tokens,
  );

/** Ends one of one's own sessions; null ends all others. */
export const useEndSession = () =>
  useChange(
    (id: string | null) =>
      sendJson<{ ended: number }>('DELETE', id === null ? '/api/v1/me/sessions' : `/api/v1/me/sessions/${id}`),
    keys.sessions,
  );

export const useChangePassword = () =>
  useChange((input: { current: string; next: string }) => postJson<void>('/api/v1/me/password', input), keys.sessions);

export const useSignOutPerson = () =>
  useChange((email: string) =>
    sendJson<{ ended: number }>('DELETE', `/api/v1/users/${encodeURIComponent(email)}/sessions`),
  );

/** Comes in by an invitation; not signed in yet. */
export const acceptInvitation = (input: { secret: string; name: string; password: string }) =>
  postJson<{ email: string }>('/api/v1/invitations/accept', input);
