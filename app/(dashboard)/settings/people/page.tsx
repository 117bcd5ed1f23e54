import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { InvitationSettings } from '@/components/settings/invitation-settings';
import { PeopleSettings } from '@/components/settings/people-settings';
import { listInvitations } from '@/lib/access/invitations';
import { listTeams } from '@/lib/access/teams';
import { listUsers } from '@/lib/access/user-verbs';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { prefetch, whole } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'People' };

export default async function PeopleRoute() {
  const { sql, clock } = composition();
  const state = await prefetch(
    [keys.users, whole(listUsers(sql, { limit: 200 }))],
    [keys.invitations, listInvitations(sql, clock.now())],
    [keys.teams, listTeams(sql)],
  );
  return (
    <HydrationBoundary state={state}>
      <PeopleSettings />
      <InvitationSettings />
    </HydrationBoundary>
  );
}
