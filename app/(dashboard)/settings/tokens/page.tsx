import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ServiceAccountSettings } from '@/components/settings/service-account-settings';
import { TokenSettings } from '@/components/settings/token-settings';
import { listServiceAccounts } from '@/lib/access/service-accounts';
import { listTeams } from '@/lib/access/teams';
import { listTokens } from '@/lib/access/token-verbs';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Service accounts and tokens' };

export default async function TokensRoute() {
  const { db, sql } = composition();
  const state = await prefetch(
    [keys.serviceAccounts, listServiceAccounts(sql)],
    [keys.tokens, whole(listTokens(db, { limit: 200 }))],
    [keys.teams, listTeams(sql)],
  );
  return (
    <HydrationBoundary state={state}>
      <ServiceAccountSettings />
      <TokenSettings />
    </HydrationBoundary>
  );
}
