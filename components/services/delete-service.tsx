'use client';

import { FormSection } from '@/components/form/form-section';
import { RemoveButton } from '@/components/form/remove-button';
import { useDeleteService } from '@/lib/queries/services';

/** Takes a service out of sight; what happened to it stays in the record. */
export function DeleteService({ name }: { name: string }) {
  const removal = useDeleteService();
  return (
    <FormSection title="Delete" about="Hides it and refuses new releases. Its releases and its record stay.">
      <div>
        <RemoveButton
          label={`Delete ${name}…`}
          verb="Delete"
          title={`Delete ${name}?`}
          consequence={`${name} disappears from every list, and no release of it can start.`}
          whyHint="Why it is no longer released"
          removal={removal}
          onConfirm={(reason, then) => removal.mutate({ name, reason }, then)}
          done={`${name} is deleted`}
          backTo="/services"
        />
      </div>
    </FormSection>
  );
}
