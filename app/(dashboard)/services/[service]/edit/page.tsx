import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EditService } from '@/components/services/edit-service';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';
import { getService } from '@/lib/services/read-model';

type Props = { params: Promise<{ service: string }> };

export const metadata: Metadata = { title: 'Edit service' };

export default async function EditServicePage({ params }: Props) {
  const { service } = await params;
  const state = await prefetch([keys.service(service), getService(composition().db, service)]);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <EditService name={service} />
    </HydrationBoundary>
  );
}
