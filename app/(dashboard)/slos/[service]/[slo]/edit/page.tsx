import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EditSlo } from '@/components/slos/edit-slo';
import { composition } from '@/lib/composition';
import { prefetchSlo } from '@/lib/queries/prefetch-service';

type Props = { params: Promise<{ service: string; slo: string }> };

export const metadata: Metadata = { title: 'Edit SLO' };

export default async function EditSloPage({ params }: Props) {
  const { service, slo } = await params;
  const state = await prefetchSlo(composition(), service, slo);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <EditSlo service={service} slo={slo} />
    </HydrationBoundary>
  );
}
