import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { listTokens } from '@/lib/access/token-verbs';
import { listUsers } from '@/lib/access/user-verbs';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';
import { getRings } from '@/lib/rings/rings';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsRoute() {
  const { db, sql } = composition();
  const state = await prefetch(
    [keys.tokens, whole(listTokens(db, { limit: 200 }))],
    [keys.users, whole(listUsers(sql, { limit: 200 }))],
    [keys.rings, getRings(db)],
  );
  return (
    <HydrationBoundary state={state}>
      <SettingsPage />
    </HydrationBoundary>
  );
}
