import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SloEditor } from '@/components/slos/slo-editor';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';
import { listServices } from '@/lib/services/read-model';

type Props = { searchParams: Promise<{ service?: string | string[] }> };

export const metadata: Metadata = { title: 'New SLO' };

export default async function NewSloPage({ searchParams }: Props) {
  const { service } = await searchParams;
  const state = await prefetch([keys.services, whole(listServices(composition().db, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <SloEditor {...(typeof service === 'string' ? { service } : {})} />
    </HydrationBoundary>
  );
}
