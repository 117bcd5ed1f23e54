'use client';

import { ReasonDialog } from '@/components/form/reason-dialog';
import { releasesWords } from '@/components/freezes/words';
import type { IncidentView } from '@/lib/incidents/schema';
import { useResolveIncident } from '@/lib/queries/incidents';
import { concernsWords } from './words';

/** Resolving lets exposure rise again. */
export function ResolveDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }) {
  const resolve = useResolveIncident();
  return (
    <ReasonDialog
      title="Resolve this incident?"
      consequence={`${releasesWords(concernsWords(incident))} go on from where they hold, if nothing else blocks them.`}
      keepLabel="Keep it open"
      confirmLabel="Resolve"
      why={{ placeholder: 'How it ended' }}
      mutation={resolve}
      onConfirm={(reason, then) => resolve.mutate({ id: incident.id, reason }, then)}
      done="Incident resolved"
      onClose={onClose}
    >
      <p>“{incident.title}”</p>
    </ReasonDialog>
  );
}
