import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ExecutivePage } from '@/components/executive/executive-page';
import { composition } from '@/lib/composition';
import { readExecutive } from '@/lib/insights/executive';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';
import '@/components/executive/print.css';

export const metadata: Metadata = { title: 'Release status' };

export default async function ExecutiveRoute() {
  const { sql, clock } = composition();
  const state = await prefetch([keys.executive, readExecutive(sql, clock.now())]);
  return (
    <HydrationBoundary state={state}>
      <ExecutivePage />
    </HydrationBoundary>
  );
}
