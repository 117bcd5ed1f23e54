'use client';

import { useId, useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { GroupError } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { tokenInputSchema } from '@/lib/access/schema';
import { SCOPE_MEANS, SCOPES, type Scope } from '@/lib/access/scopes';
import { useCreateToken } from '@/lib/queries/access';
import { useServiceAccounts } from '@/lib/queries/accounts';
import { ShownOnce } from './shown-once';

const SELF = 'you';
const NEVER = 'ever';
const DAY_MS = 86_400_000;
const LASTS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: NEVER, label: 'ever, until revoked' },
] as const;

/** Makes a token, then gives its value once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateToken();
  const wrong = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [owner, setOwner] = useState(SELF);
  const [days, setDays] = useState<(typeof LASTS)[number]['value']>('90');
  const accounts = useServiceAccounts().data ?? [];
  const draft = { name, scopes, ...(owner === SELF ? {} : { owner }) };
  const { issues, attempt, refuse } = useIssues(tokenInputSchema, draft);

  function submit(): boolean {
    const input = attempt();
    const expiresAt = days === NEVER ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() };
    if (input) create.mutate({ ...input, ...expiresAt }, { onError: refuse });
    return input !== null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={create.data ? `${create.data.name} is ready` : 'Make an API token'}
    >
      {create.data ? (
        <ShownOnce
          words="Copy it now: Rampart keeps only its hash and cannot show it again."
          code={create.data.value}
          label="Copy token"
          onClose={onClose}
        />
      ) : (
        <DialogForm onSubmit={submit} onLeave={onClose} verb="Make the token" pendingVerb="Making…" mutation={create}>
          <TextField
            label="Name"
            hint="Who uses it, such as ci or otel-collector."
            {...errorAt(issues, 'name')}
            value={name}
            onChange={setName}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Acts as" {...errorAt(issues, 'owner')}>
              <Select
                value={owner}
                onValueChange={setOwner}
                options={[
                  { value: SELF, label: 'You' },
                  ...accounts.map(({ email, displayName }) => ({ value: email, label: displayName })),
                ]}
              />
            </Field>
            <Field label="Works for">
              <Select value={days} onValueChange={setDays} options={LASTS} />
            </Field>
          </div>
          <fieldset aria-describedby={issues.scopes ? wrong : undefined}>
            <legend className="mb-1 text-sm font-medium text-ink">It may</legend>
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                checked={scopes.includes(scope)}
                onCheckedChange={(on) =>
                  setScopes(SCOPES.filter((other) => (other === scope ? on : scopes.includes(other))))
                }
              >
                <span className="font-mono">{scope}</span> <span className="text-ink-2">{SCOPE_MEANS[scope]}</span>
              </Checkbox>
            ))}
            <GroupError id={wrong}>{issues.scopes}</GroupError>
          </fieldset>
        </DialogForm>
      )}
    </Dialog>
  );
}
