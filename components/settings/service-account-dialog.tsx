'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { type ServiceAccountView, serviceAccountInputSchema } from '@/lib/access/team-schema';
import { usePutServiceAccount, useTeams } from '@/lib/queries/accounts';
import { nameSchema } from '@/lib/shared/names';
import { RoleSelect } from './role-select';

const formSchema = serviceAccountInputSchema.safeExtend({ name: nameSchema });
const NONE = '–';

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
  const { issues, attempt, refuse } = useIssues(formSchema, draft);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const text = textsOf(draft, change, issues);

  function submit(): boolean {
    const value = attempt();
    if (!value) return false;
    const { name, ...input } = value;
    const onSuccess = () => {
      toast(`${input.displayName} is saved`);
      onClose();
    };
    put.mutate({ name, input }, { onSuccess, onError: refuse });
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={account ? `Change ${account.displayName}` : 'Make a service account'}
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Save" pendingVerb="Saving…" mutation={put}>
        <TextField label="Name" hint="Such as checkout-ci." {...text('name')} readOnly={account !== undefined} code />
        <TextField label="Shown as" {...text('displayName')} />
        <Field
          label="Team"
          hint="Its admins keep the account. Without one it is kept by admins everywhere."
          {...errorAt(issues, 'team')}
        >
          <Select
            value={draft.team ?? NONE}
            onValueChange={(team) => change({ team: team === NONE ? null : team })}
            options={[
              { value: NONE, label: 'None: its role counts everywhere' },
              ...teams.map(({ name, displayName }) => ({ value: name, label: displayName })),
            ]}
          />
        </Field>
        <Field label={draft.team === null ? 'Role everywhere' : 'Role in the team'} {...errorAt(issues, 'role')}>
          <RoleSelect value={draft.role} onValueChange={(role) => change({ role })} />
        </Field>
      </DialogForm>
    </Dialog>
  );
}
