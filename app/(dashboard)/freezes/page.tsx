import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { FreezesPage } from '@/components/freezes/freezes-page';
import { composition } from '@/lib/composition';
import { listFreezes } from '@/lib/freezes/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Freezes' };

export default async function FreezesRoute() {
  const { db, clock } = composition();
  const state = await prefetch([keys.allFreezes, whole(listFreezes(db, { limit: 200 }, clock.now()))]);
  return (
    <HydrationBoundary state={state}>
      <FreezesPage />
    </HydrationBoundary>
  );
}
