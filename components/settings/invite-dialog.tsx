'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Role } from '@/lib/access/scopes';
import { type InvitationInput, invitationInputSchema } from '@/lib/access/team-schema';
import { useInvite, useTeams } from '@/lib/queries/accounts';
import { RoleSelect } from './role-select';
import { ShownOnce } from './shown-once';
import { TeamSelect } from './team-select';

const LASTS = [
  { value: '1d', label: 'one day' },
  { value: '3d', label: 'three days' },
  { value: '7d', label: 'a week' },
  { value: '14d', label: 'two weeks' },
] as const;

/** Makes an invitation, then gives its link once. `everywhere`: whether the inviter may give roles everywhere. */
export function InviteDialog({ everywhere, onClose }: { everywhere: boolean; onClose: () => void }) {
  const invite = useInvite();
  const teams = useTeams().data ?? [];
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [team, setTeam] = useState<string | null>(null);
  const [teamRole, setTeamRole] = useState<Role>('operator');
  const [expiresIn, setExpiresIn] = useState<InvitationInput['expiresIn']>('7d');
  const inTeam = team === null ? {} : { team, teamRole };
  const { issues, attempt, refuse } = useIssues(invitationInputSchema, { email, role, expiresIn, ...inTeam });

  function submit(): boolean {
    const input = attempt();
    if (input) invite.mutate(input, { onError: refuse });
    return input !== null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={invite.data ? `${invite.data.email} is invited` : 'Invite somebody'}
    >
      {invite.data ? (
        <ShownOnce
          words="Send them this link. It works once, and Rampart cannot show it again."
          code={invite.data.link}
          label="Copy link"
          onClose={onClose}
        />
      ) : (
        <DialogForm onSubmit={submit} onLeave={onClose} verb="Invite" pendingVerb="Inviting…" mutation={invite}>
          <TextField label="E-mail" type="email" value={email} onChange={setEmail} {...errorAt(issues, 'email')} />
          {everywhere ? (
            <Field label="Role everywhere" {...errorAt(issues, 'role')}>
              <RoleSelect value={role} onValueChange={setRole} />
            </Field>
          ) : null}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Team" optional={everywhere} {...errorAt(issues, 'team')}>
              <TeamSelect value={team} onValueChange={setTeam} teams={teams} />
            </Field>
            {team === null ? null : (
              <Field label="Role in it" {...errorAt(issues, 'teamRole')}>
                <RoleSelect value={teamRole} onValueChange={setTeamRole} />
              </Field>
            )}
          </div>
          <Field label="The link works for">
            <Select value={expiresIn} onValueChange={setExpiresIn} options={LASTS} />
          </Field>
        </DialogForm>
      )}
    </Dialog>
  );
}
