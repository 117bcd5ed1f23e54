import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlanPage } from '@/components/plans/plan-page';
import { composition } from '@/lib/composition';
import { getPlan } from '@/lib/plans/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

type Props = { params: Promise<{ plan: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).plan });

export default async function PlanRoute({ params }: Props) {
  const { plan } = await params;
  const state = await prefetch([keys.plan(plan), getPlan(composition().db, plan)]);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <PlanPage name={plan} />
    </HydrationBoundary>
  );
}
