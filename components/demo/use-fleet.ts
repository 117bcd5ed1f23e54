'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/components/releases/data';
import type { FleetAnswer, FleetInput, FleetOperation } from '@/lib/fleet/schema';

/** The sample fleet, or null where none runs. Asked once and after each command: it is a toy, not the product. */
export const useFleet = () =>
  useQuery({
    queryKey: ['sample-fleet'],
    queryFn: () => fetchJson<FleetAnswer>('/api/demo/fleet'),
    select: (answer) => answer.fleet,
    staleTime: 60_000,
    retry: false,
  });

export const useCommandFleet = () =>
  useMutation({
    mutationFn: ({ operation, input }: { operation: FleetOperation; input: FleetInput }) =>
      postJson<unknown>(`/api/demo/fleet/${operation}`, input),
  });
