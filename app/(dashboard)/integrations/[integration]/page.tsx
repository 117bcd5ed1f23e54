import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IntegrationPage } from '@/components/integrations/integration-page';
import { composition } from '@/lib/composition';
import { getIntegration } from '@/lib/integrations/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

type Props = { params: Promise<{ integration: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).integration });

export default async function IntegrationRoute({ params }: Props) {
  const { integration } = await params;
  const state = await prefetch([[...keys.integrations, integration], getIntegration(composition().db, integration)]);
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <IntegrationPage name={integration} />
    </HydrationBoundary>
  );
}
