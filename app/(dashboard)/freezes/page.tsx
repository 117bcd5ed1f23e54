import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { FreezesPage } from '@/components/freezes/freezes-page';
import { composition } from '@/lib/composition';
import { AHEAD_MS } from '@/lib/freezes/materialise';
import { listCalendar, listFreezes } from '@/lib/freezes/read-model';
import { listPolicies } from '@/lib/policies/policies';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Freezes' };

export default async function FreezesRoute() {
  const { db, sql, clock } = composition();
  const now = clock.now();
  const state = await prefetch(
    [keys.allFreezes, whole(listFreezes(db, { limit: 200 }, now))],
    [keys.freezeCalendar, listCalendar(sql, now, now + AHEAD_MS).then((items) => ({ items }))],
    [keys.policies, listPolicies(sql)],
  );
  return (
    <HydrationBoundary state={state}>
      <FreezesPage />
    </HydrationBoundary>
  );
}
