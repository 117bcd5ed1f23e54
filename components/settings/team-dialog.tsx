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
import { type TeamView, teamInputSchema } from '@/lib/access/team-schema';
import { usePutTeam } from '@/lib/queries/accounts';
import { nameSchema } from '@/lib/shared/names';

const formSchema = teamInputSchema.safeExtend({ name: nameSchema });
const NONE = '–';

type TeamDialogProps = { team?: TeamView; teams: readonly TeamView[]; onClose: () => void };

/** Makes a team, or changes its name and the team above it. */
export function TeamDialog({ team, teams, onClose }: TeamDialogProps) {
  const put = usePutTeam();
  const [draft, setDraft] = useState({
    name: team?.name ?? '',
    displayName: team?.displayName ?? '',
    parent: team?.parent ?? null,
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
    put.mutate({ name, input, version: team?.version ?? null }, { onSuccess, onError: refuse });
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={team ? `Change ${team.displayName}` : 'Make a team'}
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Save" pendingVerb="Saving…" mutation={put}>
        <TextField
          label="Name"
          hint="What services name as their owner. It cannot be changed later."
          {...text('name')}
          readOnly={team !== undefined}
          code
        />
        <TextField label="Shown as" {...text('displayName')} />
        <Field label="Below the team" hint="Who has a role there has it here too." {...errorAt(issues, 'parent')}>
          <Select
            value={draft.parent ?? NONE}
            onValueChange={(parent) => change({ parent: parent === NONE ? null : parent })}
            options={[
              { value: NONE, label: 'None' },
              ...teams
                .filter(({ name }) => name !== team?.name)
                .map(({ name, displayName }) => ({ value: name, label: displayName })),
            ]}
          />
        </Field>
      </DialogForm>
    </Dialog>
  );
}
