import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PostmortemList } from '@/components/postmortems/postmortem-list';
import { composition } from '@/lib/composition';
import { listPostmortems } from '@/lib/postmortems/read-model';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Postmortems' };

export default async function PostmortemsPage() {
  const state = await prefetch([keys.postmortems, whole(listPostmortems(composition().db, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <PostmortemList />
    </HydrationBoundary>
  );
}
