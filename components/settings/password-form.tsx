'use client';

import { type FormEvent, useRef, useState } from 'react';
import { z } from 'zod';
import { FormError, FormSection } from '@/components/form/form-section';
import { TextField, textsOf } from '@/components/form/text-field';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { passwordSchema } from '@/lib/access/schema';
import { useChangePassword } from '@/lib/queries/accounts';

const formSchema = z
  .strictObject({ current: z.string().min(1, { error: 'is needed' }), next: passwordSchema, again: z.string() })
  .refine(({ next, again }) => next === again, { path: ['again'], error: 'is not the same' });

const EMPTY = { current: '', next: '', again: '' };

/** A new password; every other session ends with the old one. */
export function PasswordForm() {
  const change = useChangePassword();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(EMPTY);
  const { issues, attempt, refuse } = useIssues(formSchema, draft);
  const text = textsOf(draft, (part) => setDraft({ ...draft, ...part }), issues);

  function submit(event: FormEvent) {
    event.preventDefault();
    const value = attempt();
    if (!value) return focusFirstWrong(form.current);
    const onSuccess = () => {
      setDraft(EMPTY);
      toast('Your password is changed', { description: 'Every other browser is signed out.' });
    };
    change.mutate({ current: value.current, next: value.next }, { onSuccess, onError: refuse });
  }

  return (
    <FormSection title="Password" about="Long beats complicated: at least 8 characters, a sentence is fine.">
      <form ref={form} onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
        <TextField label="Present password" type="password" {...text('current')} autoComplete="current-password" />
        <TextField label="New password" type="password" {...text('next')} autoComplete="new-password" />
        <TextField label="New password again" type="password" {...text('again')} autoComplete="new-password" />
        <FormError error={change.error} />
        <div>
          <Button type="submit" variant="primary" busy={change.isPending}>
            {change.isPending ? 'Changing…' : 'Change the password'}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}
