'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { IncidentView } from '@/lib/incidents/schema';
import { useResolveIncident } from '@/lib/queries/incidents';
import { concernsWords } from './words';

/** Resolving lets exposure rise again, so the focus is on keeping it open. */
export function ResolveDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }) {
  const resolve = useResolveIncident();
  const done = () => {
    toast('Incident resolved');
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="exposure"
      title="Resolve this incident?"
      consequence={`Releases of ${concernsWords(incident)} go on from where they hold, if nothing else blocks them.`}
      keepLabel="Keep it open"
      confirmLabel="Resolve"
      reason={{ required: true, placeholder: 'How it ended' }}
      pending={resolve.isPending}
      {...(resolve.error ? { error: resolve.error.message } : {})}
      onConfirm={(reason) => resolve.mutate({ id: incident.id, reason }, { onSuccess: done })}
    >
      <p>“{incident.title}”</p>
    </ConfirmDialog>
  );
}
