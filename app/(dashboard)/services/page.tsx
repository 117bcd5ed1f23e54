import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ServiceList } from '@/components/services/service-list';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';
import { listServices } from '@/lib/services/read-model';

export const metadata: Metadata = { title: 'Services' };

export default async function ServicesPage() {
  const state = await prefetch([keys.services, whole(listServices(composition().db, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <ServiceList />
    </HydrationBoundary>
  );
}
