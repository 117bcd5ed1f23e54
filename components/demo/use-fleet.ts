'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { FleetAnswer, FleetInput, FleetOperation } from '@/lib/fleet/schema';
import { getJson, postJson } from '@/lib/queries/http';

/** The sample fleet, or null where none runs. Asked once and after each command: it is a toy, not the product. */
export const useFleet = () =>
  useQuery({
    queryKey: ['sample-fleet'],
    queryFn: () => getJson<FleetAnswer>('/api/demo/fleet'),
    select: (answer) => answer.fleet,
    staleTime: 60_000,
    retry: false,
  });

export const useCommandFleet = () =>
  useMutation({
    mutationFn: ({ operation, input }: { operation: FleetOperation; input: FleetInput }) =>
      postJson<unknown>(`/api/demo/fleet/${operation}`, input),
  });
