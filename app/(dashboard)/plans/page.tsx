import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PlanList } from '@/components/plans/plan-list';
import { composition } from '@/lib/composition';
import { listPlans } from '@/lib/plans/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Plans' };

export default async function PlansPage() {
  const state = await prefetch([keys.plans, whole(listPlans(composition().db, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <PlanList />
    </HydrationBoundary>
  );
}
