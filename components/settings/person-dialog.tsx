'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { emailSchema, type UserView, userInputSchema } from '@/lib/access/schema';
import { usePutUser } from '@/lib/queries/access';
import { RoleSelect } from './role-select';

const formSchema = userInputSchema.safeExtend({ email: emailSchema });

/** Adds a person, or changes name, role, password and standing of one. */
export function PersonDialog({ user, onClose }: { user?: UserView; onClose: () => void }) {
  const put = usePutUser();
  const [draft, setDraft] = useState({
    email: user?.email ?? '',
    name: user?.name ?? '',
    role: user?.givenRole ?? ('viewer' as const),
    password: '',
    disabled: user?.disabled ?? false,
  });
  const { password, ...rest } = draft;
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  return (
    <FormDialog
      title={user ? `Change ${user.name}` : 'Add a person'}
      schema={formSchema}
      input={password === '' ? rest : draft}
      save={({ email, ...input }, then) => put.mutate({ email, input, version: user?.version ?? null }, then)}
      mutation={put}
      verb="Save"
      pendingVerb="Saving…"
      done={({ name }) => (user ? `${name} is changed` : `${name} may sign in`)}
      onClose={onClose}
    >
      {(issues) => {
        const text = textsOf(draft, change, issues);
        return (
          <>
            <TextField label="E-mail" {...text('email')} type="email" readOnly={user !== undefined} />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField label="Name" {...text('name')} />
              <Field label="Role everywhere" {...errorAt(issues, 'role')}>
                <RoleSelect value={draft.role} onValueChange={(role) => change({ role })} />
              </Field>
            </div>
            <TextField
              label="Password"
              optional
              hint={
                user?.hasPassword
                  ? 'Stays as it is when empty.'
                  : 'Without one only single sign-on lets this person in.'
              }
              {...text('password')}
              type="password"
              autoComplete="new-password"
            />
            {user ? (
              <Checkbox checked={draft.disabled} onCheckedChange={(disabled) => change({ disabled })}>
                May not sign in any more
              </Checkbox>
            ) : null}
          </>
        );
      }}
    </FormDialog>
  );
}
