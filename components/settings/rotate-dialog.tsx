'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { TokenView } from '@/lib/access/schema';
import { useRotateToken } from '@/lib/queries/accounts';
import { ShownOnce } from './shown-once';

const GRACE = [
  { value: '0s', label: 'Not at all: it leaked' },
  { value: '1h', label: 'One hour' },
  { value: '1d', label: 'One day' },
  { value: '7d', label: 'A week' },
] as const;

/** Gives a token a new value, shown once; the old one works on for a while. */
export function RotateDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const rotate = useRotateToken();
  const [grace, setGrace] = useState<(typeof GRACE)[number]['value']>('1h');

  function submit(): boolean {
    rotate.mutate({ id: token.id, grace });
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={rotate.data ? `${token.name} has a new value` : `Rotate ${token.name}`}
    >
      {rotate.data ? (
        <ShownOnce
          words="Copy it now: Rampart keeps only its hash and cannot show it again."
          code={rotate.data.value}
          label="Copy token"
          onClose={onClose}
        />
      ) : (
        <DialogForm onSubmit={submit} onLeave={onClose} verb="Rotate" pendingVerb="Rotating…" mutation={rotate}>
          <Field label="The old value works on for" hint="Time to put the new one where it is used.">
            <Select value={grace} onValueChange={setGrace} options={GRACE} />
          </Field>
        </DialogForm>
      )}
    </Dialog>
  );
}
