import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EditPlan } from '@/components/plans/edit-plan';
import { composition } from '@/lib/composition';
import { getPlan } from '@/lib/plans/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

type Props = { params: Promise<{ plan: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).plan });

export default async function EditPlanRoute({ params }: Props) {
  const { plan } = await params;
  const state = await prefetch([keys.plan(plan), getPlan(composition().db, plan)]);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <EditPlan name={plan} />
    </HydrationBoundary>
  );
}
