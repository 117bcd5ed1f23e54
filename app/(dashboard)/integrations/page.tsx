import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { IntegrationList } from '@/components/integrations/integration-list';
import { composition } from '@/lib/composition';
import { listIntegrations } from '@/lib/integrations/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Integrations' };

export default async function IntegrationsPage() {
  const state = await prefetch([keys.integrations, whole(listIntegrations(composition().db, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <IntegrationList />
    </HydrationBoundary>
  );
}
