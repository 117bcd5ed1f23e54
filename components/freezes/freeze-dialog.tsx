'use client';

import { type FormEvent, useRef, useState } from 'react';
import { FormError } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
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
  const form = useRef<HTMLFormElement>(null);
  const services = useServices().data ?? [];
  const set = useSetFreeze();
  const [draft, setDraft] = useState<FreezeDraft>(EMPTY_FREEZE);
  const { issues, attempt, refuse } = useIssues(freezeInputSchema, inputOfFreeze(draft));
  const change = (part: Partial<FreezeDraft>) => setDraft({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    const input = attempt();
    if (!input) return focusFirstWrong(form.current);
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
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Freeze new exposure"
      description="Releases stay where they are and go on being measured. Rolling back always works."
    >
      <form ref={form} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
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
          <Field label="From, UTC" optional hint="Now when empty." {...errorAt(issues, 'start')}>
            <Input type="datetime-local" value={draft.start} onChange={(e) => change({ start: e.target.value })} />
          </Field>
          <Field label="Until, UTC" optional hint="Until someone lifts it when empty." {...errorAt(issues, 'end')}>
            <Input type="datetime-local" value={draft.end} onChange={(e) => change({ end: e.target.value })} />
          </Field>
        </div>
        <Field label="Reason" hint="Shown wherever it holds a release." {...errorAt(issues, 'reason')}>
          <Input
            value={draft.reason}
            onChange={(e) => change({ reason: e.target.value })}
            maxLength={500}
            autoComplete="off"
          />
        </Field>
        <FormError error={set.error} />
        <div className="flex items-center justify-between gap-4">
          <Button size="lg" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" size="lg" variant="primary" disabled={set.isPending}>
            {set.isPending ? 'Freezing…' : 'Freeze'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
