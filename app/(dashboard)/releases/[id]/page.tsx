import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ReleasePage } from '@/components/releases/release-page';
import { composition } from '@/lib/composition';
import { prefetchRelease } from '@/lib/queries/server';

export const metadata: Metadata = { title: 'Release' };

export default async function ReleaseRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const state = z.uuid().safeParse(id).success ? await prefetchRelease(composition(), id) : null;
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <ReleasePage id={id} />
    </HydrationBoundary>
  );
}
