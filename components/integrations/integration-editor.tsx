'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { FormError, FormSection } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { plainSecret, webhookSecret } from '@/components/form/secret';
import { TextField, textsOf } from '@/components/form/text-field';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { type Integration, integrationInputSchema } from '@/lib/integrations/schema';
import { usePutIntegration } from '@/lib/queries/integrations';
import { nameSchema } from '@/lib/shared/names';
import {
  draftOfIntegration,
  EMPTY_INTEGRATION,
  type IntegrationDraft,
  inputOfIntegration,
  KIND_WORDS,
  SAYS,
} from './draft';
import { HookAddress } from './hook-address';
import { ProtectionRule, WhatCounts } from './kind-fields';
import { SecretShown } from './secret-shown';

const KINDS = (Object.keys(KIND_WORDS) as IntegrationDraft['kind'][]).map((value) => ({
  value,
  label: KIND_WORDS[value],
}));

const secretFor = (kind: IntegrationDraft['kind']) => (kind === 'generic' ? webhookSecret() : plainSecret());

/** Makes an integration with a secret of its own, shown once; or changes one, keeping its secret unless a new one is asked for. */
export function IntegrationEditor({ integration }: { integration?: Integration }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const put = usePutIntegration();
  const [draft, setDraft] = useState(() => (integration ? draftOfIntegration(integration) : EMPTY_INTEGRATION));
  const [shown, setShown] = useState<{ secret: string; saved: Integration } | null>(null);
  const [renew, setRenew] = useState(!integration);
  const change = (part: Partial<IntegrationDraft>) => setDraft((before) => ({ ...before, ...part }));
  const theirs = SAYS[draft.kind].secret === 'theirs';
  const input = inputOfIntegration(draft, theirs && renew ? draft.secret.trim() : null);
  const name = useIssues(nameSchema, draft.name);
  const rest = useIssues(integrationInputSchema, input);
  const text = textsOf(draft, change, rest.issues);
  const nameError = name.issues[''] ?? rest.issues.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    const asked = name.attempt();
    const value = rest.attempt();
    if (asked === null || value === null) return focusFirstWrong(form.current);
    const secret = renew && !theirs ? secretFor(draft.kind) : null;
    put.mutate(
      { name: asked, input: secret === null ? value : { ...value, secret }, version: integration?.version ?? null },
      {
        onSuccess: (saved) => {
          if (secret !== null) return setShown({ secret, saved });
          toast(`${saved.name} is ${integration ? 'changed' : 'ready'}`);
          router.push(`/integrations/${saved.name}`);
        },
        onError: rest.refuse,
      },
    );
  }

  if (shown) return <SecretShown integration={shown.saved} secret={shown.secret} />;
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <PageHeader
        title={integration ? `Edit ${integration.name}` : 'New integration'}
        actions={
          <>
            <LinkButton href={integration ? `/integrations/${integration.name}` : '/integrations'}>Discard</LinkButton>
            <Button type="submit" variant="primary" busy={put.isPending}>
              {put.isPending ? 'Saving…' : integration ? 'Save' : theirs ? 'Make it' : 'Make it and show its secret'}
            </Button>
          </>
        }
      >
        <FormError error={put.error} />
      </PageHeader>
      <FormSection
        title="Sender"
        about={
          theirs
            ? 'Who sends, and in which form. PagerDuty makes the secret, when its webhook is added.'
            : 'Who sends, and in which form. The secret is made here and shown once.'
        }
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            hint={integration ? 'Stays as it is.' : 'Part of the address it sends to.'}
            {...text('name')}
            error={nameError}
            readOnly={integration !== undefined}
            placeholder="ci"
            code
          />
          <Field label="Kind" {...errorAt(rest.issues, 'kind')}>
            <Select
              value={draft.kind}
              onValueChange={(kind) => {
                change({ kind });
                if (integration && kind !== integration.kind) setRenew(true);
              }}
              options={KINDS}
            />
          </Field>
        </div>
        {integration ? (
          <div className="flex items-center gap-3 text-sm text-ink-2">
            <Button aria-pressed={renew} onClick={() => setRenew(!renew)}>
              {renew ? 'Keep the secret' : theirs ? 'Enter another secret' : 'Make a new secret'}
            </Button>
            {renew ? 'The old one stops working when this is saved.' : 'The stored secret stays.'}
          </div>
        ) : null}
        {theirs && renew ? (
          <TextField
            label="Signing secret"
            type="password"
            code
            hint="PagerDuty shows it once, after its webhook was added with the address below."
            {...text('secret')}
          />
        ) : null}
        {theirs && !integration ? <HookAddress name={draft.name} /> : null}
      </FormSection>
      <WhatCounts draft={draft} change={change} issues={rest.issues} />
      {draft.kind === 'github' ? (
        <ProtectionRule draft={draft} change={change} issues={rest.issues} answers={integration?.answers ?? false} />
      ) : null}
    </form>
  );
}
