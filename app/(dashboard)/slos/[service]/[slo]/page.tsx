import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SloPage } from '@/components/slos/slo-page';
import { composition } from '@/lib/composition';
import { prefetchSlo } from '@/lib/queries/prefetch-service';

type Props = { params: Promise<{ service: string; slo: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { service, slo } = await params;
  return { title: `${slo} of ${service}` };
};

export default async function SloRoute({ params }: Props) {
  const { service, slo } = await params;
  const state = await prefetchSlo(composition(), service, slo);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <SloPage service={service} slo={slo} />
    </HydrationBoundary>
  );
}
