import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { PostmortemPage } from '@/components/postmortems/postmortem-page';
import { composition } from '@/lib/composition';
import { getPostmortem } from '@/lib/postmortems/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Postmortem' };

export default async function PostmortemRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const known = z.uuid().safeParse(id).success;
  const state = known ? await prefetch([keys.postmortem(id), getPostmortem(composition().db, id)]) : null;
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <PostmortemPage id={id} />
    </HydrationBoundary>
  );
}
