'use client';

import { useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/queries/access';
import { useIntegration } from '@/lib/queries/integrations';
import { DeleteIntegration } from './delete-integration';
import { DeliveryList } from './delivery-list';
import { KIND_WORDS, SAYS } from './draft';
import { HowTo } from './how-to-panel';
import { IntegrationEditor } from './integration-editor';

/** One integration: what came over it, and how its sender is set up. */
export function IntegrationPage({ name }: { name: string }) {
  const { data: integration } = useIntegration(name);
  const [editing, setEditing] = useState(false);
  const mayConfigure = useMay('admin');
  if (!integration) return null;
  if (editing) return <IntegrationEditor integration={integration} />;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title={integration.name}
        facts={
          <>
            <span>{KIND_WORDS[integration.kind]}</span>
            <span>{integration.service ?? 'any service'}</span>
            {SAYS[integration.kind].releases ? (
              <span>{integration.environment ? `environment ${integration.environment}` : 'any environment'}</span>
            ) : null}
          </>
        }
        actions={
          mayConfigure ? (
            <>
              <DeleteIntegration name={integration.name} />
              <Button onClick={() => setEditing(true)}>Edit</Button>
            </>
          ) : null
        }
      >
        <p className="max-w-prose text-lg font-semibold text-ink">
          {integration.deliveredAt ? (
            <>
              Last delivery <Time at={Date.parse(integration.deliveredAt)} as="age" />.
            </>
          ) : integration.kind === 'flagger' ? (
            'Answers what Flagger asks: the same as for pipelines, at once.'
          ) : (
            'Nothing has come over it yet.'
          )}
        </p>
        {integration.badSignatureAt ? (
          <p className="text-sm font-medium text-needs-text">
            A delivery with a wrong signature came <Time at={Date.parse(integration.badSignatureAt)} as="age" />:
            compare the secret on both sides.
          </p>
        ) : null}
      </PageHeader>
      {integration.kind === 'flagger' ? null : <DeliveryList name={integration.name} />}
      <HowTo integration={integration} />
    </div>
  );
}
