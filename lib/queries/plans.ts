'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Assessment } from '@/lib/plans/assess/schema';
import type { PlanSpec } from '@/lib/plans/schema';
import type { PlanView } from '@/lib/plans/view';
import type { Rings } from '@/lib/rings/schema';
import { getAll, getJson, postJson, sendJson } from './http';
import { keys } from './keys';
import { putVersioned } from './put';

export const usePlans = () =>
  useQuery({
    queryKey: keys.plans,
    queryFn: ({ signal }) => getAll<PlanView>('/api/v1/plans?limit=200', signal),
    staleTime: 60_000,
  });

export const usePlan = (name: string) =>
  useQuery({
    queryKey: keys.plan(name),
    queryFn: ({ signal }) => getJson<PlanView>(`/api/v1/plans/${name}`, signal),
    staleTime: 60_000,
  });

/** `version` null creates; else the version the edit is based on. */
type PlanPut = { name: string; spec: PlanSpec; version: number | null; reason?: string | undefined };

export function usePutPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, spec, version, reason }: PlanPut) =>
      putVersioned<PlanView>(`/api/v1/plans/${name}`, spec, version, {
        query: reason === undefined ? '' : `?${new URLSearchParams({ reason })}`,
      }),
    onSuccess: async (plan) => {
      await client.invalidateQueries({ queryKey: keys.plans, exact: true });
      client.setQueryData(keys.plan(plan.name), plan);
    },
  });
}

export function useDeletePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => sendJson<void>('DELETE', `/api/v1/plans/${name}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.plans, exact: true }),
  });
}

/** The rings in their order. */
export const useRings = () =>
  useQuery({
    queryKey: keys.rings,
    queryFn: ({ signal }) => getJson<Rings>('/api/v1/rings', signal),
    select: ({ rings }) => rings,
    staleTime: 60_000,
  });

export function usePutRings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rings: Rings) => sendJson<Rings>('PUT', '/api/v1/rings', rings),
    onSuccess: (rings) => client.setQueryData(keys.rings, rings),
  });
}

/** What to plan with: `spec` is a draft as it would be put, the stored plan where it is absent. */
export type Asked = { service: string; window?: string; spec?: unknown; smallest?: Readonly<Record<string, number>> };

/** What a plan can catch with a service's traffic; the last answer stays while the next is on its way. */
export const useAssessment = (plan: string, asked: Asked | null) =>
  useQuery({
    queryKey: keys.assessment(plan, JSON.stringify(asked)),
    queryFn: () => postJson<Assessment>(`/api/v1/plans/${plan}/assess`, asked),
    enabled: asked !== null && plan !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
