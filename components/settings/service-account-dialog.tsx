'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { type ServiceAccountView, serviceAccountInputSchema } from '@/lib/access/team-schema';
import { usePutServiceAccount, useTeams } from '@/lib/queries/accounts';
import { nameSchema } from '@/lib/shared/names';
import { RoleSelect } from './role-select';
import { TeamSelect } from './team-select';

const formSchema = serviceAccountInputSchema.safeExtend({ name: nameSchema });

/** Makes a service account, or changes what it may do. */
export function ServiceAccountDialog({ account, onClose }: { account?: ServiceAccountView; onClose: () => void }) {
  const put = usePutServiceAccount();
  const teams = useTeams().data ?? [];
  const [draft, setDraft] = useState({
    name: account?.name ?? '',
    displayName: account?.displayName ?? '',
    team: account?.team ?? null,
    role: account?.role ?? ('operator' as const),
  });
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <FormDialog
      title={account ? `Change ${account.displayName}` : 'Make a service account'}
      schema={formSchema}
      input={draft}
      save={({ name, ...input }, then) => put.mutate({ name, input }, then)}
      mutation={put}
      verb="Save"
      pendingVerb="Saving…"
      done={({ displayName }) => `${displayName} is saved`}
      onClose={onClose}
    >
      {(issues) => {
        const text = textsOf(draft, change, issues);
        return (
          <>
            <TextField
              label="Name"
              hint="Such as checkout-ci."
              {...text('name')}
              readOnly={account !== undefined}
              code
            />
            <TextField label="Shown as" {...text('displayName')} />
            <Field
              label="Team"
              hint="Its admins keep the account. Without one it is kept by admins everywhere."
              {...errorAt(issues, 'team')}
            >
              <TeamSelect
                value={draft.team}
                onValueChange={(team) => change({ team })}
                teams={teams}
                none="None: its role counts everywhere"
              />
            </Field>
            <Field label={draft.team === null ? 'Role everywhere' : 'Role in the team'} {...errorAt(issues, 'role')}>
              <RoleSelect value={draft.role} onValueChange={(role) => change({ role })} />
            </Field>
          </>
        );
      }}
    </FormDialog>
  );
}
