'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { type TeamView, teamInputSchema } from '@/lib/access/team-schema';
import { usePutTeam } from '@/lib/queries/accounts';
import { nameSchema } from '@/lib/shared/names';
import { TeamSelect } from './team-select';

const formSchema = teamInputSchema.safeExtend({ name: nameSchema });

type TeamDialogProps = { team?: TeamView; teams: readonly TeamView[]; onClose: () => void };

/** Makes a team, or changes its name and the team above it. */
export function TeamDialog({ team, teams, onClose }: TeamDialogProps) {
  const put = usePutTeam();
  const [draft, setDraft] = useState({
    name: team?.name ?? '',
    displayName: team?.displayName ?? '',
    parent: team?.parent ?? null,
  });
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <FormDialog
      title={team ? `Change ${team.displayName}` : 'Make a team'}
      schema={formSchema}
      input={draft}
      save={({ name, ...input }, then) => put.mutate({ name, input, version: team?.version ?? null }, then)}
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
              hint="What services name as their owner. It cannot be changed later."
              {...text('name')}
              readOnly={team !== undefined}
              code
            />
            <TextField label="Shown as" {...text('displayName')} />
            <Field label="Below the team" hint="Who has a role there has it here too." {...errorAt(issues, 'parent')}>
              <TeamSelect
                value={draft.parent}
                onValueChange={(parent) => change({ parent })}
                teams={teams.filter(({ name }) => name !== team?.name)}
              />
            </Field>
          </>
        );
      }}
    </FormDialog>
  );
}
