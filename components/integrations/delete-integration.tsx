'use client';

import { RemoveButton } from '@/components/form/remove-button';
import { useDeleteIntegration } from '@/lib/queries/integrations';

/** Removes an integration: what is sent to it afterwards is refused. */
export function DeleteIntegration({ name }: { name: string }) {
  const removal = useDeleteIntegration();
  return (
    <RemoveButton
      label="Remove…"
      verb="Remove"
      title={`Remove ${name}?`}
      consequence="Its sender is answered with 401 from now on. What it did stays in the record."
      whyHint="Why it is no longer needed"
      removal={removal}
      onConfirm={(reason, then) => removal.mutate({ name, reason }, then)}
      done={`${name} is removed`}
      backTo="/integrations"
    />
  );
}
