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
import { freezeInputSchema, IN_FLIGHT } from '@/lib/freezes/schema';
import { useSetFreeze } from '@/lib/queries/freezes';
import { useServices } from '@/lib/queries/services';
import { scopeOptions } from './scope-options';
import { WhenFields } from './when-fields';
import { EMPTY_FREEZE, type FreezeDraft, IN_FLIGHT_WORDS, inputOfFreeze } from './words';

/** A name nobody has to think of: what is frozen and when it was asked. */
const nameOf = (scope: string): string =>
  `${scope
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)}-${Date.now().toString(36)}`;

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
          <Select value={draft.scope} onValueChange={(scope) => change({ scope })} options={scopeOptions(services)} />
        </Field>
        <WhenFields draft={draft} change={change} issues={issues} />
        <Field label="What is in flight then" {...errorAt(issues, 'inFlight')}>
          <Select
            value={draft.inFlight}
            onValueChange={(inFlight) => change({ inFlight })}
            options={IN_FLIGHT.map((value) => ({ value, label: IN_FLIGHT_WORDS[value] }))}
          />
        </Field>
        <TextField label="Reason" hint="Shown wherever it holds a release." {...text('reason')} maxLength={500} />
      </DialogForm>
    </Dialog>
  );
}
