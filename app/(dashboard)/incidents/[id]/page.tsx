import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { IncidentPage } from '@/components/incidents/incident-page';
import { composition } from '@/lib/composition';
import { readIncident } from '@/lib/incidents/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Incident' };

export default async function IncidentRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const state = await prefetch([keys.incident(id), readIncident(composition().sql, id)]);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <IncidentPage id={id} />
    </HydrationBoundary>
  );
}
