'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { scopeOptions } from '@/components/freezes/scope-options';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { incidentInputSchema, SEVERITIES } from '@/lib/incidents/schema';
import { useOpenIncident } from '@/lib/queries/incidents';
import { useServices } from '@/lib/queries/services';
import { EMPTY_INCIDENT, type IncidentDraft, inputOfIncident, SEVERITY_WORDS } from './words';

/** Opens an incident. Towards safety: it pauses, it takes nothing back. */
export function OpenIncidentDialog({ onClose }: { onClose: () => void }) {
  const services = useServices().data ?? [];
  const open = useOpenIncident();
  const [draft, setDraft] = useState<IncidentDraft>(EMPTY_INCIDENT);
  const { issues, attempt, refuse } = useIssues(incidentInputSchema, inputOfIncident(draft));
  const change = (part: Partial<IncidentDraft>) => setDraft({ ...draft, ...part });
  const text = textsOf(draft, change, issues);

  function submit(): boolean {
    const input = attempt();
    if (!input) return false;
    open.mutate(input, {
      onSuccess: () => {
        toast('Incident open', { description: 'Nothing it concerns gains exposure. Rolling back still works.' });
        onClose();
      },
      onError: refuse,
    });
    return true;
  }

  return (
    <Dialog
      open
      onOpenChange={(shown) => (shown ? undefined : onClose())}
      title="Open an incident"
      description="While it is open, nothing it concerns gains exposure. What is exposed stays; rolling back always works."
    >
      <DialogForm onSubmit={submit} onLeave={onClose} verb="Open" pendingVerb="Opening…" mutation={open}>
        <TextField label="What is wrong" {...text('title')} maxLength={300} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="What it concerns" {...errorAt(issues, 'scopes.0')}>
            <Select value={draft.scope} onValueChange={(scope) => change({ scope })} options={scopeOptions(services)} />
          </Field>
          <Field label="Severity">
            <Select
              value={draft.severity}
              onValueChange={(severity) => change({ severity })}
              options={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
            />
          </Field>
        </div>
        <TextField label="Where it is worked on" optional {...text('url')} type="url" placeholder="https://" />
        <Field label="More" optional {...errorAt(issues, 'detail')}>
          <Textarea
            value={draft.detail}
            onChange={(event) => change({ detail: event.target.value })}
            maxLength={5000}
          />
        </Field>
      </DialogForm>
    </Dialog>
  );
}
