import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServicePage } from '@/components/services/service-page';
import { composition } from '@/lib/composition';
import { prefetchService } from '@/lib/queries/prefetch-service';

type Props = { params: Promise<{ service: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).service });

export default async function ServiceRoute({ params }: Props) {
  const { service } = await params;
  const state = await prefetchService(composition(), service);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <ServicePage name={service} />
    </HydrationBoundary>
  );
}
