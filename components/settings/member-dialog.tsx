'use client';

import { useState } from 'react';
import { z } from 'zod';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { emailSchema } from '@/lib/access/schema';
import { type Member, memberInputSchema, type TeamView } from '@/lib/access/team-schema';
import { useUsers } from '@/lib/queries/access';
import { usePutMember } from '@/lib/queries/accounts';
import { RoleSelect } from './role-select';

const formSchema = memberInputSchema.extend({ email: emailSchema, team: z.string() });

/** Gives somebody a role in a team. */
export function MemberDialog({ team, member, onClose }: { team: TeamView; member?: Member; onClose: () => void }) {
  const put = usePutMember();
  const known = (useUsers().data ?? []).filter(({ disabled }) => !disabled).map(({ email }) => email);
  const [email, setEmail] = useState(member?.email ?? '');
  const [role, setRole] = useState(member?.role ?? ('operator' as const));
  const { issues, attempt, refuse } = useIssues(formSchema, { team: team.name, email, role });

  function submit(): boolean {
    const value = attempt();
    const onSuccess = () => {
      toast(`${email} is ${role} in ${team.displayName}`);
      onClose();
    };
    if (value) put.mutate(value, { onSuccess, onError: refuse });
    return value !== null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={member ? `${member.name} in ${team.displayName}` : `Add somebody to ${team.displayName}`}
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Save" pendingVerb="Saving…" mutation={put}>
        <TextField
          label="E-mail"
          hint="Somebody who is here already. Others are invited under People."
          type="email"
          suggestions={known}
          value={email}
          onChange={setEmail}
          readOnly={member !== undefined}
          {...errorAt(issues, 'email')}
        />
        <Field label="Role in the team" {...errorAt(issues, 'role')}>
          <RoleSelect value={role} onValueChange={setRole} />
        </Field>
      </DialogForm>
    </Dialog>
  );
}
