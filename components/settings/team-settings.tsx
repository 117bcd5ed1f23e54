'use client';

import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { QueryState } from '@/components/form/query-state';
import { Button } from '@/components/ui/button';
import type { TeamView } from '@/lib/access/team-schema';
import { useMaySomewhere } from '@/lib/queries/access';
import { useTeams } from '@/lib/queries/accounts';
import { None } from './rows';
import { TeamDialog } from './team-dialog';
import { TeamPart } from './team-part';

/** Teams own services; a role in a team counts in the teams below it. */
export function TeamSettings() {
  const query = useTeams();
  const teams = query.data ?? [];
  const mayMake = useMaySomewhere('admin');
  const [editing, setEditing] = useState<TeamView | 'new' | null>(null);
  return (
    <>
      <FormSection
        title="Teams"
        about="A team owns the services that name it as owner. Who has a role in a team has it for its services, and in every team below it."
      >
        <QueryState query={query} rows={4}>
          {teams.length === 0 ? <None>No team yet. Services are kept by those with a role everywhere.</None> : null}
        </QueryState>
        {mayMake ? (
          <div>
            <Button onClick={() => setEditing('new')}>Make a team</Button>
          </div>
        ) : null}
      </FormSection>
      {teams.map((team) => (
        <TeamPart key={team.name} team={team} teams={teams} onEdit={() => setEditing(team)} />
      ))}
      {editing ? (
        <TeamDialog teams={teams} {...(editing === 'new' ? {} : { team: editing })} onClose={() => setEditing(null)} />
      ) : null}
    </>
  );
}
