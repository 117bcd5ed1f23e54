import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TeamSettings } from '@/components/settings/team-settings';
import { listTeams } from '@/lib/access/teams';
import { listUsers } from '@/lib/access/user-verbs';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Teams' };

export default async function TeamsRoute() {
  const { sql } = composition();
  const state = await prefetch([keys.teams, listTeams(sql)], [keys.users, whole(listUsers(sql, { limit: 200 }))]);
  return (
    <HydrationBoundary state={state}>
      <TeamSettings />
    </HydrationBoundary>
  );
}
