'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LiveState } from '@/components/layout/live-indicator';
import { type Counts, countCards } from '@/components/overview/groups';
import type { AuditEvent } from '@/lib/audit/schema';
import type { CommandView } from '@/lib/releases/read-commands';
import type { ActionName, Release } from '@/lib/releases/schema';
import type { Series } from '@/lib/telemetry/series-schema';

export type { CommandView };

type Page<T> = { items: T[]; nextCursor: string | null };
export type KillAnswer = { services: { service: string; release?: string; done: string }[] };
export async function fetchJson<T>(path: string): Promise<T> {
  const r = await fetch(path);
  if (!r.ok) throw new Error((await r.json()).detail);
  return r.json() as Promise<T>;
}
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const r = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const j = await r.json();
  if (!r.ok) throw Object.assign(new Error(j.detail), { errors: j.errors });
  return j as T;
}
export function useInFlight() {
  const a = useQuery({
    queryKey: ['releases', 'flight'],
    queryFn: () => fetchJson<Page<Release>>('/api/v1/releases?attention=true&limit=200'),
  });
  const b = useQuery({
    queryKey: ['releases', 'finished'],
    queryFn: () =>
      fetchJson<Page<Release>>('/api/v1/releases?status=rolled_back,completed,cancelled,superseded&limit=100'),
  });
  return { releases: a.data?.items ?? [], finished: b.data?.items ?? [] };
}
export function useOverviewCounts(): Counts {
  const { releases, finished } = useInFlight();
  return useMemo(() => countCards([...releases, ...finished]), [releases, finished]);
}
export const useRelease = (id: string, initial?: Release) =>
  useQuery({
    queryKey: ['release', id],
    queryFn: () => fetchJson<Release>(`/api/v1/releases/${id}`),
    ...(initial ? { initialData: initial } : {}),
  });
export const useCommands = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['commands', id],
    enabled,
    queryFn: () => fetchJson<Page<CommandView>>(`/api/v1/releases/${id}/commands`),
  });
export const useAuditOf = (id: string) =>
  useQuery({
    queryKey: ['audit', id],
    queryFn: () => fetchJson<Page<AuditEvent>>(`/api/v1/releases/${id}/audit`),
    select: (p) => [...p.items].reverse(),
  });
type ServiceView = { name: string; displayName: string; revertCommand?: string | null; runbookUrl?: string | null };
export const useService = (name: string) =>
  useQuery({ queryKey: ['service', name], queryFn: () => fetchJson<ServiceView>(`/api/v1/services/${name}`) });
export const useServices = () =>
  useQuery({ queryKey: ['services'], queryFn: () => fetchJson<Page<ServiceView>>('/api/v1/services?limit=200') });
export const useAttempts = (service: string, enabled: boolean) =>
  useQuery({
    queryKey: ['attempts', service],
    enabled,
    queryFn: () => fetchJson<Page<Release>>(`/api/v1/releases?service=${service}&status=rolled_back&limit=50`),
  });
export function useActOnRelease() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action, reason }: { id: string; action: ActionName; reason?: string }) =>
      postJson<Release>(`/api/v1/releases/${id}/${action}`, reason ? { reason } : {}),
    onSuccess: (release) => client.setQueryData(['release', release.id], release),
  });
}
export const useStartRelease = () =>
  useMutation({ mutationFn: (input: Record<string, string>) => postJson<Release>('/api/v1/releases', input) });
export const useKill = () =>
  useMutation({
    mutationFn: (input: { scope: 'all' | { service: string }; reason: string }) =>
      postJson<KillAnswer>('/api/v1/kill', input),
  });
export const fieldError = (error: Error | null, path: string): string | undefined =>
  (error as { errors?: { path: string; message: string }[] } | null)?.errors?.find((e) => e.path === path)?.message;
export function useLiveState(): { state: LiveState; at: number } {
  return { state: 'live', at: 0 };
}
export const useRecentChanges = (hours: '1' | '6') =>
  useQuery({
    queryKey: ['audit', 'recent', hours],
    queryFn: () =>
      fetchJson<Page<AuditEvent>>(
        `/api/v1/audit?limit=500&from=${new Date(Date.now() - Number(hours) * 3_600_000).toISOString()}`,
      ),
    select: (p) => p.items,
  });
export const useReleaseHistory = ({ status, service }: { status: string | null; service: string | null }) =>
  useInfiniteQuery({
    queryKey: ['releases', 'history', status, service],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      fetchJson<Page<Release>>(
        `/api/v1/releases?${new URLSearchParams({ limit: '50', ...(status ? { status } : {}), ...(service ? { service } : {}), ...(pageParam ? { cursor: pageParam } : {}) })}`,
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
export const useSeries = (id: string, sli: string, from: number, service: string) =>
  useQuery({
    queryKey: ['series', service, id, sli, from],
    queryFn: () =>
      fetchJson<Series>(
        `/api/v1/releases/${id}/series?${new URLSearchParams({ sli, from: new Date(from).toISOString() })}`,
      ),
    placeholderData: (before) => before,
  });
