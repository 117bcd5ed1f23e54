'use client';

import { FormSection } from '@/components/form/form-section';
import { errorAt, firstUnder, type Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { usePlans } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { type IntegrationDraft, SAYS } from './draft';

type KindFieldsProps = {
  draft: IntegrationDraft;
  change: (part: Partial<IntegrationDraft>) => void;
  issues: Issues;
  /** A token is stored already. */
  answers: boolean;
};

const ANY = '';
const ON_BLOCKED = [
  { value: 'wait', label: 'To wait; it is answered when it may go on' },
  { value: 'reject', label: 'No, at once' },
] as const;

/** What counts of what it sends; which fields there are depends on who sends. */
export function WhatCounts({ draft, change, issues }: Omit<KindFieldsProps, 'answers'>) {
  const says = SAYS[draft.kind];
  const text = textsOf(draft, change, issues);
  return (
    <FormSection title="What counts" about="Everything else is stored, listed with its reason, and moves nothing.">
      <div className="grid gap-4 sm:grid-cols-2">
        <ServiceField draft={draft} change={change} issues={issues} />
        {says.releases ? <PlanField draft={draft} change={change} issues={issues} /> : null}
        {says.releases ? (
          <TextField label="Environment" optional hint="Any when empty." {...text('environment')} />
        ) : null}
      </div>
      {says.repositories ? (
        <Field
          label="Repositories"
          optional
          hint="One per line: owner/name = service. Without it the repository’s name is the service."
          {...firstUnder(issues, 'repositories')}
        >
          <Textarea
            value={draft.repositories}
            onChange={(event) => change({ repositories: event.target.value })}
            placeholder="acme/shop = checkout"
            className="font-mono"
          />
        </Field>
      ) : null}
      {says.services ? (
        <Field
          label="Names"
          optional
          hint={
            draft.kind === 'alertmanager'
              ? 'One per line: the label service, service_name, app or job = our service. Without it the label is the service.'
              : 'One per line: PagerDuty’s service, by id or name = our service. Without it the name is the service.'
          }
          {...firstUnder(issues, 'services')}
        >
          <Textarea
            value={draft.services}
            onChange={(event) => change({ services: event.target.value })}
            placeholder={draft.kind === 'alertmanager' ? 'payments-api = payments' : 'PSVC1 = payments'}
            className="font-mono"
          />
        </Field>
      ) : null}
    </FormSection>
  );
}

type FieldProps = Omit<KindFieldsProps, 'answers'>;

function ServiceField({ draft, change, issues }: FieldProps) {
  const services = useServices().data ?? [];
  return (
    <Field label="Service" {...errorAt(issues, 'service')}>
      <Select
        value={draft.service}
        onValueChange={(service) => change({ service })}
        options={[
          { value: ANY, label: 'Whatever each delivery names' },
          ...services.map((entry) => ({ value: entry.name, label: entry.displayName })),
        ]}
      />
    </Field>
  );
}

function PlanField({ draft, change, issues }: FieldProps) {
  const plans = usePlans().data ?? [];
  return (
    <Field label="Plan" {...errorAt(issues, 'plan')}>
      <Select
        value={draft.plan}
        onValueChange={(plan) => change({ plan })}
        options={[
          { value: ANY, label: 'The one of the service' },
          ...plans.map((entry) => ({ value: entry.name, label: entry.name })),
        ]}
      />
    </Field>
  );
}

/** Of GitHub: what answers its deployment protection rules. */
export function ProtectionRule({ draft, change, issues, answers }: KindFieldsProps) {
  const text = textsOf(draft, change, issues);
  return (
    <FormSection
      title="Deployment protection rule"
      about="A job that waits at an environment is told why it may not go on, and approved when it may."
    >
      <TextField
        label="Token"
        optional
        type="password"
        code
        hint={
          answers
            ? 'One is stored and stays when this is empty. It needs Deployments: read and write.'
            : 'Of a GitHub App with Deployments: read and write. Without it nothing is answered.'
        }
        {...text('token')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="A job that may not go on is told" {...errorAt(issues, 'onBlocked')}>
          <Select value={draft.onBlocked} onValueChange={(onBlocked) => change({ onBlocked })} options={ON_BLOCKED} />
        </Field>
        <TextField label="Address of its API" optional code placeholder="https://api.github.com" {...text('apiUrl')} />
      </div>
    </FormSection>
  );
}
