'use client';

import { useOrigin } from '@/components/form/use-origin';
import { Facts, Panel, SectionHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import type { Integration, IntegrationKind } from '@/lib/integrations/schema';
import { alertmanagerYaml, flaggerYaml, genericCommand, githubSteps, pagerdutySteps, withSecret } from './how-to';

const TITLE: Record<IntegrationKind, string> = {
  generic: 'Send a delivery',
  github: 'In the repository: Settings, Webhooks, Add webhook',
  alertmanager: 'In alertmanager.yml',
  pagerduty: 'In PagerDuty: Integrations, Generic Webhooks (v3), New Webhook',
  flagger: 'In the analysis of the canary',
};

/** How its sender is set up, ready to be copied. */
export function HowTo({ integration, secret }: { integration: Integration; secret?: string }) {
  return (
    <section aria-labelledby="how-to">
      <SectionHeader id="how-to" title={TITLE[integration.kind]} />
      <Steps integration={integration} secret={secret} />
    </section>
  );
}

function Steps({ integration, secret }: { integration: Integration; secret: string | undefined }) {
  const origin = useOrigin();
  const { kind, hookPath, service = null, answers } = integration;
  const code = (text: string, label: string) => (
    <CodeBlock code={secret ? withSecret(text, secret) : text} label={label} />
  );
  switch (kind) {
    case 'generic':
      return code(genericCommand(origin, hookPath, integration), 'Copy commands');
    case 'alertmanager':
      return code(alertmanagerYaml(origin, hookPath), 'Copy receiver');
    case 'flagger':
      return code(flaggerYaml(origin, hookPath, service), 'Copy hooks');
    case 'github':
      return <Form items={githubSteps(origin, hookPath, answers)} />;
    case 'pagerduty':
      return <Form items={pagerdutySteps(origin, hookPath)} />;
  }
}

function Form({ items }: { items: readonly { term: string; value: string }[] }) {
  return (
    <Panel className="p-4">
      <Facts
        items={items.map(({ term, value }) => ({ term, value: <span className="font-mono break-all">{value}</span> }))}
      />
    </Panel>
  );
}
