'use client';

import { RemoveButton } from '@/components/form/remove-button';
import { useDeletePlan } from '@/lib/queries/plans';

/** Removes a plan that no service uses; the server refuses it otherwise and says who does. */
export function DeletePlan({ name }: { name: string }) {
  const removal = useDeletePlan();
  return (
    <RemoveButton
      label="Delete…"
      verb="Delete"
      title={`Delete plan ${name}?`}
      consequence="No release can start with it any more. Releases that did keep their snapshot."
      removal={removal}
      onConfirm={(_, then) => removal.mutate(name, then)}
      done={`Plan ${name} is deleted`}
      backTo="/plans"
    />
  );
}
