'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt, type Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useServices } from '@/lib/queries/services';
import type { SloDraft } from './draft';

export type SloFieldsProps = { draft: SloDraft; change: (part: Partial<SloDraft>) => void; issues: Issues };

/** Whose promise it is, and what it is called. */
export function NameFields({ draft, change, issues, isNew }: SloFieldsProps & { isNew: boolean }) {
  const services = useServices().data ?? [];
  const text = textsOf(draft, change, issues);
  return (
    <FormSection title="Promise" about="What people and pipelines call it.">
      {isNew ? (
        <>
          <Field label="Service" {...errorAt(issues, 'service')}>
            <Select
              value={draft.service === '' ? null : draft.service}
              onValueChange={(service) => change({ service })}
              options={services.map(({ name, displayName }) => ({ value: name, label: displayName }))}
              placeholder="Choose a service"
            />
          </Field>
          <TextField label="Name" code placeholder="availability" {...text('slo')} />
        </>
      ) : null}
      <TextField label="Shown as" optional placeholder="Requests succeed" {...text('displayName')} />
      <TextField label="Description" optional {...text('description')} />
    </FormSection>
  );
}
