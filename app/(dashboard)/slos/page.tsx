import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SloList } from '@/components/slos/slo-list';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';
import { listSlos } from '@/lib/slos/read-model';

export const metadata: Metadata = { title: 'SLOs' };

export default async function SlosPage() {
  const state = await prefetch([keys.allSlos, whole(listSlos(composition().sql, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <SloList />
    </HydrationBoundary>
  );
}
