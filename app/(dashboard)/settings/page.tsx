import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';
import { getRings } from '@/lib/rings/rings';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsRoute() {
  const state = await prefetch([keys.rings, getRings(composition().db)]);
  return (
    <HydrationBoundary state={state}>
      <SettingsPage />
    </HydrationBoundary>
  );
}
