import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServicePage } from '@/components/services/service-page';
import { composition } from '@/lib/composition';
import { listPlans } from '@/lib/plans/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';
import { readServiceHealth } from '@/lib/services/health';
import { getService } from '@/lib/services/read-model';

type Props = { params: Promise<{ service: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).service });

export default async function ServiceRoute({ params }: Props) {
  const { service } = await params;
  const { db, sql } = composition();
  const state = await prefetch(
    [keys.service(service), getService(db, service)],
    [keys.serviceHealth(service), readServiceHealth(sql, service)],
    [keys.plans, whole(listPlans(db, { limit: 200 }))],
  );
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <ServicePage name={service} />
    </HydrationBoundary>
  );
}
