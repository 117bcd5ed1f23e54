import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { OverridesPage } from '@/components/overrides/overrides-page';
import { composition } from '@/lib/composition';
import { listOverrides } from '@/lib/overrides/review-override';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Overrides' };

export default async function OverridesRoute() {
  const { sql } = composition();
  const state = await prefetch([keys.unreviewed, whole(listOverrides(sql, { limit: 200, reviewed: false }))]);
  return (
    <HydrationBoundary state={state}>
      <OverridesPage />
    </HydrationBoundary>
  );
}
