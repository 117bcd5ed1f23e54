'use client';

import Link from 'next/link';
import { useState } from 'react';
import { FormSection } from '@/components/form/form-section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Member, TeamView } from '@/lib/access/team-schema';
import { useMay } from '@/lib/queries/access';
import { useDeleteTeam, useRemoveMember } from '@/lib/queries/accounts';
import { AskButton } from './ask-button';
import { MemberDialog } from './member-dialog';
import { None, Row, Rows } from './rows';

type TeamPartProps = { team: TeamView; teams: readonly TeamView[]; onEdit: () => void };

/** One team: what it owns, who is in it. */
export function TeamPart({ team, teams, onEdit }: TeamPartProps) {
  const mayKeep = useMay('admin', team.name);
  const [adding, setAdding] = useState<Member | 'new' | null>(null);
  const remove = useRemoveMember();
  const drop = useDeleteTeam();
  const above = teams.find(({ name }) => name === team.parent);
  return (
    <FormSection
      title={team.displayName}
      about={
        <>
          <span className="font-mono">{team.name}</span>
          {above ? <> · below {above.displayName}</> : null}
        </>
      }
    >
      <p className="text-sm text-ink-2">
        {team.services.length === 0 ? 'Owns no service.' : 'Owns '}
        {team.services.map((service, i) => (
          <span key={service}>
            {i > 0 ? ', ' : null}
            <Link href={`/services/${service}`} className="text-ink underline">
              {service}
            </Link>
          </span>
        ))}
      </p>
      {team.members.length === 0 ? <None>Nobody has a role in it.</None> : null}
      <Rows label={`Members of ${team.displayName}`}>
        {team.members.map((member) => (
          <Row
            key={`${member.email} ${member.source}`}
            actions={
              mayKeep && member.source === 'hand' ? (
                <>
                  <Button size="sm" aria-label={`Change ${member.name}`} onClick={() => setAdding(member)}>
                    Change…
                  </Button>
                  <AskButton
                    label="Remove…"
                    name={`Remove ${member.name}`}
                    title={`Remove ${member.name} from ${team.displayName}?`}
                    consequence="Their role in this team, and in the teams below it, ends within 5 seconds."
                    verb="Remove"
                    done={`${member.name} is no longer in ${team.displayName}`}
                    mutation={remove}
                    input={{ team: team.name, email: member.email }}
                  />
                </>
              ) : null
            }
          >
            <span className="font-medium text-ink">{member.name}</span>
            <span className="break-all text-ink-2">{member.email}</span>
            <Badge>{member.role}</Badge>
            {member.kind === 'service' ? <span className="text-ink-3">service account</span> : null}
            {member.source === 'sso' ? <span className="text-ink-3">by a group of single sign-on</span> : null}
          </Row>
        ))}
      </Rows>
      {mayKeep ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAdding('new')}>Add somebody</Button>
          <Button aria-label={`Change the team ${team.displayName}`} onClick={onEdit}>
            Change the team…
          </Button>
          <AskButton
            label="Delete…"
            name={`Delete the team ${team.displayName}`}
            title={`Delete ${team.displayName}?`}
            consequence="Roles in it end. A team that owns services, has teams below it or is asked for approvals stays."
            verb="Delete"
            done={`${team.displayName} is deleted`}
            mutation={drop}
            input={team.name}
            size="md"
          />
        </div>
      ) : null}
      {adding ? (
        <MemberDialog team={team} {...(adding === 'new' ? {} : { member: adding })} onClose={() => setAdding(null)} />
      ) : null}
    </FormSection>
  );
}
