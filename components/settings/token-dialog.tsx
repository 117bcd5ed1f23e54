'use client';

import { useState } from 'react';
import { DialogForm } from '@/components/form/dialog-form';
import { errorAt } from '@/components/form/issues';
import { TextField } from '@/components/form/text-field';
import { useIssues } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { tokenInputSchema } from '@/lib/access/schema';
import { SCOPE_MEANS, SCOPES, type Scope } from '@/lib/access/scopes';
import { useCreateToken } from '@/lib/queries/access';

/** Makes a token, then gives its value once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const { issues, attempt, refuse } = useIssues(tokenInputSchema, { name, scopes });

  function submit(): boolean {
    const input = attempt();
    if (input) create.mutate(input, { onError: refuse });
    return input !== null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={create.data ? `${create.data.name} is ready` : 'Make an API token'}
    >
      {create.data ? (
        <div className="mt-4 flex flex-col gap-4">
          <p className="text-base font-medium text-ink">
            Copy it now: Rampart keeps only its hash and cannot show it again.
          </p>
          <CodeBlock code={create.data.value} label="Copy token" />
          <div className="flex justify-end">
            <Button variant="primary" size="lg" onClick={onClose}>
              I have copied it
            </Button>
          </div>
        </div>
      ) : (
        <DialogForm onSubmit={submit} onLeave={onClose} verb="Make the token" pendingVerb="Making…" mutation={create}>
          <TextField
            label="Name"
            hint="Who uses it, such as ci or otel-collector."
            {...errorAt(issues, 'name')}
            value={name}
            onChange={setName}
          />
          <fieldset>
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
            {issues.scopes ? <p className="text-sm text-failing-text">{issues.scopes}</p> : null}
          </fieldset>
        </DialogForm>
      )}
    </Dialog>
  );
}
