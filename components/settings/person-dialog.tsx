'use client';

import { type FormEvent, useState } from 'react';
import { FormError } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { useIssues } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { emailSchema, type UserView, userInputSchema } from '@/lib/access/schema';
import { ROLES } from '@/lib/access/scopes';
import { usePutUser } from '@/lib/queries/access';

const formSchema = userInputSchema.safeExtend({ email: emailSchema });

/** Adds a person, or changes name, role, password and standing of one. */
export function PersonDialog({ user, onClose }: { user?: UserView; onClose: () => void }) {
  const put = usePutUser();
  const [draft, setDraft] = useState({
    email: user?.email ?? '',
    name: user?.name ?? '',
    role: user?.role ?? ('viewer' as const),
    password: '',
    disabled: user?.disabled ?? false,
  });
  const { password, ...rest } = draft;
  const { issues, attempt, refuse } = useIssues(formSchema, password === '' ? rest : draft);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    const value = attempt();
    if (!value) return;
    const { email, ...input } = value;
    const done = () => {
      toast(user ? `${input.name} is changed` : `${input.name} may sign in`);
      onClose();
    };
    put.mutate({ email, input, version: user?.version ?? null }, { onSuccess: done, onError: refuse });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={user ? `Change ${user.name}` : 'Add a person'}
    >
      <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        <Field label="E-mail" {...errorAt(issues, 'email')}>
          <Input
            type="email"
            value={draft.email}
            readOnly={user !== undefined}
            onChange={(e) => change({ email: e.target.value })}
            autoComplete="off"
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" {...errorAt(issues, 'name')}>
            <Input value={draft.name} onChange={(e) => change({ name: e.target.value })} autoComplete="off" />
          </Field>
          <Field label="Role" {...errorAt(issues, 'role')}>
            <Select
              value={draft.role}
              onValueChange={(role) => change({ role })}
              options={ROLES.map((value) => ({ value, label: value }))}
            />
          </Field>
        </div>
        <Field
          label="Password"
          optional
          hint={
            user?.hasPassword ? 'Stays as it is when empty.' : 'Without one only single sign-on lets this person in.'
          }
          {...errorAt(issues, 'password')}
        >
          <Input
            type="password"
            value={draft.password}
            onChange={(e) => change({ password: e.target.value })}
            autoComplete="new-password"
          />
        </Field>
        {user ? (
          <Checkbox checked={draft.disabled} onCheckedChange={(disabled) => change({ disabled })}>
            May not sign in any more
          </Checkbox>
        ) : null}
        <FormError error={put.error} />
        <div className="flex items-center justify-between gap-4">
          <Button size="lg" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" size="lg" variant="primary" disabled={put.isPending}>
            {put.isPending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
