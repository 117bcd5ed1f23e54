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
import { freezeInputSchema } from '@/lib/freezes/schema';
import { useSetFreeze } from '@/lib/queries/freezes';
import { useServices } from '@/lib/queries/services';
import { EMPTY_FREEZE, type FreezeDraft, inputOfFreeze } from './words';

/** A name nobody has to think of: what is frozen and when it was asked. */
const nameOf = (scope: string): string => `${scope}-${Date.now().toString(36)}`.slice(0, 63);

/** Sets a freeze. Towards safety, so nothing stands in the way but a reason. */
export function FreezeDialog({ onClose }: { onClose: () => void }) {
  const services = useServices().data ?? [];
  const set = useSetFreeze();
  const [draft, setDraft] = useState<FreezeDraft>(EMPTY_FREEZE);
  const { issues, attempt, refuse } = useIssues(freezeInputSchema, inputOfFreeze(draft));
  const change = (part: Partial<FreezeDraft>) => setDraft({ ...draft, ...part });

  const text = textsOf(draft, change, issues);

  function submit(): boolean {
    const input = attempt();
    if (!input) return false;
    set.mutate(
      { name: nameOf(draft.scope), input },
      {
        onSuccess: () => {
          toast('Frozen', { description: 'Rolling back still works.' });
          onClose();
        },
        onError: refuse,
      },
    );
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Freeze new exposure"
      description="Releases stay where they are and go on being measured. Rolling back always works."
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Freeze" pendingVerb="Freezing…" mutation={set}>
        <Field label="What" {...errorAt(issues, 'scope')}>
          <Select
            value={draft.scope}
            onValueChange={(scope) => change({ scope })}
            options={[
              { value: 'all', label: 'Everything' },
              ...services.map((service) => ({ value: service.name, label: service.displayName })),
            ]}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="From, UTC" optional hint="Now when empty." {...text('start')} type="datetime-local" />
          <TextField
            label="Until, UTC"
            optional
            hint="Until someone lifts it when empty."
            {...text('end')}
            type="datetime-local"
          />
        </div>
        <TextField label="Reason" hint="Shown wherever it holds a release." {...text('reason')} maxLength={500} />
      </DialogForm>
    </Dialog>
  );
}
