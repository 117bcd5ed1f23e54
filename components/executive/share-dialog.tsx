'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { ShownOnce } from '@/components/settings/shown-once';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { linkInputSchema } from '@/lib/insights/link-schema';
import { useMakeLink } from '@/lib/queries/insights';
import { SharedLinks } from './shared-links';

const LASTS = [
  { value: '1d', label: 'one day' },
  { value: '7d', label: 'a week' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
] as const;

/** Makes a link for people without an account, gives it once, and lists those that work. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const make = useMakeLink();
  const [name, setName] = useState('');
  const [expiresIn, setExpiresIn] = useState<string>('7d');
  const { issues, attempt, refuse } = useIssues(linkInputSchema, { name, expiresIn });

  function submit(): boolean {
    const input = attempt();
    if (input) make.mutate(input, { onError: refuse });
    return input !== null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={make.data ? `The link for ${make.data.name} is made` : 'Share this page'}
      {...(make.data
        ? {}
        : { description: 'Whoever has the link sees this page, kept true, and nothing else. No account is needed.' })}
    >
      {make.data ? (
        <ShownOnce
          words="Send them this link. Rampart keeps only its hash and cannot show it again."
          code={make.data.link}
          label="Copy link"
          onClose={onClose}
        />
      ) : (
        <>
          <DialogForm onSubmit={submit} onLeave={onClose} verb="Make a link" pendingVerb="Making…" mutation={make}>
            <TextField label="For whom" value={name} onChange={setName} {...errorAt(issues, 'name')} />
            <Field label="The link works for" {...errorAt(issues, 'expiresIn')}>
              <Select value={expiresIn} onValueChange={setExpiresIn} options={LASTS} />
            </Field>
          </DialogForm>
          <SharedLinks />
        </>
      )}
    </Dialog>
  );
}
