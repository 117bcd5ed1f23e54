'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/form/form-dialog';
import { errorAt } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { ScopeSelect } from '@/components/freezes/scope-select';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { incidentInputSchema, SEVERITIES } from '@/lib/incidents/schema';
import { useOpenIncident } from '@/lib/queries/incidents';
import { EMPTY_INCIDENT, type IncidentDraft, inputOfIncident, SEVERITY_WORDS } from './words';

/** Opens an incident. Towards safety: it pauses, it takes nothing back. */
export function OpenIncidentDialog({ onClose }: { onClose: () => void }) {
  const open = useOpenIncident();
  const [draft, setDraft] = useState<IncidentDraft>(EMPTY_INCIDENT);
  const change = (part: Partial<IncidentDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      title="Open an incident"
      description="While it is open, nothing it concerns gains exposure. What is exposed stays; rolling back always works."
      schema={incidentInputSchema}
      input={inputOfIncident(draft)}
      save={open.mutate}
      mutation={open}
      verb="Open"
      pendingVerb="Opening…"
      done="Incident open"
      doneWords="Nothing it concerns gains exposure. Rolling back still works."
      onClose={onClose}
    >
      {(issues) => {
        const text = textsOf(draft, change, issues);
        return (
          <>
            <TextField label="What is wrong" {...text('title')} maxLength={300} />
            <div className="grid gap-4 sm:grid-cols-2">
              <ScopeSelect
                label="What it concerns"
                permission="release"
                issues={issues}
                path="scopes.0"
                value={draft.scope}
                onValueChange={(scope) => change({ scope })}
              />
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
          </>
        );
      }}
    </FormDialog>
  );
}
