'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OverrideView } from '@/lib/overrides/schema';
import { getAll, postJson } from './http';
import { keys } from './keys';

/** Break-glass that nobody has reviewed yet, the one due first at the top. */
export const useUnreviewed = () =>
  useQuery({
    queryKey: keys.unreviewed,
    queryFn: ({ signal }) => getAll<OverrideView>('/api/v1/overrides?reviewed=false&limit=200', signal),
    staleTime: 5_000,
  });

export function useReview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      postJson<OverrideView>(`/api/v1/overrides/${id}/review`, reason === '' ? {} : { reason }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.overrides }),
  });
}
