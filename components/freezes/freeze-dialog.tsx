'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { LetThrough } from '@/components/policies/let-through';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { type FreezeView, freezeInputSchema, IN_FLIGHT } from '@/lib/freezes/schema';
import { useSetFreeze } from '@/lib/queries/freezes';
import type { Tagged } from '@/lib/queries/http';
import { draftOfFreeze, EMPTY_FREEZE, type FreezeDraft, inputOfFreeze } from './draft';
import { ScopeSelect } from './scope-select';
import { WhenFields } from './when-fields';
import { IN_FLIGHT_WORDS } from './words';

/** A name nobody has to think of: what is frozen and when it was asked. */
const nameOf = (scope: string): string =>
  `${scope
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)}-${Date.now().toString(36)}`;

const NEW = {
  title: 'Freeze new exposure',
  description: 'Releases stay where they are and go on being measured. Rolling back always works.',
  verb: 'Freeze',
  pendingVerb: 'Freezing…',
  done: 'Frozen',
  doneWords: 'Rolling back still works.',
};
const CHANGE = {
  title: 'Change this freeze',
  description: 'It is changed at once, for every release it covered or will cover.',
  verb: 'Save',
  pendingVerb: 'Saving…',
  done: 'The freeze is changed',
};

type FreezeDialogProps = {
  known?: Tagged<FreezeView>;
  /** When it begins, as a `datetime-local` value; now when left out. */
  start?: string;
  onClose: () => void;
};

/** Sets a freeze: towards safety, so nothing stands in the way but a reason. Or changes one that is known. */
export function FreezeDialog({ known, start = '', onClose }: FreezeDialogProps) {
  const set = useSetFreeze(known);
  const [draft, setDraft] = useState<FreezeDraft>(known ? draftOfFreeze(known.value) : { ...EMPTY_FREEZE, start });
  const change = (part: Partial<FreezeDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      {...(known ? CHANGE : NEW)}
      schema={freezeInputSchema}
      input={inputOfFreeze(draft)}
      save={(input, then) => set.mutate({ name: known?.value.name ?? nameOf(draft.scope), input }, then)}
      mutation={set}
      onClose={onClose}
    >
      {(issues) => (
        <>
          <ScopeSelect
            label="What"
            permission="admin"
            issues={issues}
            value={draft.scope}
            onValueChange={(scope) => change({ scope })}
          />
          <WhenFields draft={draft} change={change} issues={issues} />
          <Field label="What is in flight then" {...errorAt(issues, 'inFlight')}>
            <Select
              value={draft.inFlight}
              onValueChange={(inFlight) => change({ inFlight })}
              options={IN_FLIGHT.map((value) => ({ value, label: IN_FLIGHT_WORDS[value] }))}
            />
          </Field>
          <LetThrough value={draft} onChange={change} />
          <TextField
            label="Reason"
            hint="Shown wherever it holds a release."
            {...textsOf(draft, change, issues)('reason')}
            maxLength={500}
          />
        </>
      )}
    </FormDialog>
  );
}
