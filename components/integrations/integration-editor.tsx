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
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { type Integration, integrationInputSchema } from '@/lib/integrations/schema';
import { usePutIntegration } from '@/lib/queries/integrations';
import { usePlans } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { nameSchema } from '@/lib/shared/names';
import { draftOfIntegration, EMPTY_INTEGRATION, type IntegrationDraft, inputOfIntegration } from './draft';
import { SecretShown } from './secret-shown';

const ANY = '';
const KINDS = [
  { value: 'generic', label: 'Generic, signed as Standard Webhooks' },
  { value: 'github', label: 'GitHub deployments' },
] as const;

const secretFor = (kind: IntegrationDraft['kind']) => (kind === 'github' ? plainSecret() : webhookSecret());

/** Makes an integration with a secret of its own, shown once; or changes one, keeping its secret unless a new one is asked for. */
export function IntegrationEditor({ integration }: { integration?: Integration }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const put = usePutIntegration();
  const services = useServices().data ?? [];
  const plans = usePlans().data ?? [];
  const [draft, setDraft] = useState(() => (integration ? draftOfIntegration(integration) : EMPTY_INTEGRATION));
  const [shown, setShown] = useState<{ secret: string; saved: Integration } | null>(null);
  const [renew, setRenew] = useState(!integration);
  const change = (part: Partial<IntegrationDraft>) => setDraft((before) => ({ ...before, ...part }));
  const input = inputOfIntegration(draft, null);
  const name = useIssues(nameSchema, draft.name);
  const rest = useIssues(integrationInputSchema, input);
  const text = textsOf(draft, change, rest.issues);
  const nameError = name.issues[''] ?? rest.issues.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    const asked = name.attempt();
    const value = rest.attempt();
    if (asked === null || value === null) return focusFirstWrong(form.current);
    const secret = renew ? secretFor(draft.kind) : null;
    put.mutate(
      { name: asked, input: secret === null ? value : { ...value, secret }, version: integration?.version ?? null },
      {
        onSuccess: (saved) => {
          if (secret !== null) return setShown({ secret, saved });
          toast(`${saved.name} is changed`);
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
            <Button type="submit" variant="primary" disabled={put.isPending}>
              {put.isPending ? 'Saving…' : integration ? 'Save' : 'Make it and show its secret'}
            </Button>
          </>
        }
      >
        <FormError error={put.error} />
      </PageHeader>
      <FormSection title="Sender" about="Who sends, and in which form. The secret is made here and shown once.">
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
              {renew ? 'Keep the secret' : 'Make a new secret'}
            </Button>
            {renew ? 'The old one stops working when this is saved.' : 'The stored secret stays.'}
          </div>
        ) : null}
      </FormSection>
      <FormSection title="What counts" about="Everything else is stored, listed with its reason, and moves nothing.">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Service" {...errorAt(rest.issues, 'service')}>
            <Select
              value={draft.service}
              onValueChange={(service) => change({ service })}
              options={[
                { value: ANY, label: 'Whatever each delivery names' },
                ...services.map((entry) => ({ value: entry.name, label: entry.displayName })),
              ]}
            />
          </Field>
          <Field label="Plan" {...errorAt(rest.issues, 'plan')}>
            <Select
              value={draft.plan}
              onValueChange={(plan) => change({ plan })}
              options={[
                { value: ANY, label: 'The one of the service' },
                ...plans.map((entry) => ({ value: entry.name, label: entry.name })),
              ]}
            />
          </Field>
          <TextField label="Environment" optional hint="Any when empty." {...text('environment')} />
        </div>
        {draft.kind === 'github' ? (
          <Field
            label="Repositories"
            optional
            hint="One per line: owner/name = service. Without it the repository’s name is the service."
            {...errorAt(
              Object.fromEntries(
                Object.entries(rest.issues).map(([path, message]) => [path.split('.')[0] ?? '', message]),
              ),
              'repositories',
            )}
          >
            <Textarea
              value={draft.repositories}
              onChange={(e) => change({ repositories: e.target.value })}
              placeholder="acme/shop = checkout"
              className="font-mono"
            />
          </Field>
        ) : null}
      </FormSection>
    </form>
  );
}
