import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { IncidentsPage } from '@/components/incidents/incidents-page';
import { composition } from '@/lib/composition';
import { listIncidents } from '@/lib/incidents/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Incidents' };

export default async function IncidentsRoute() {
  const state = await prefetch([keys.incidents, listIncidents(composition().sql, { limit: 100 })]);
  return (
    <HydrationBoundary state={state}>
      <IncidentsPage />
    </HydrationBoundary>
  );
}
