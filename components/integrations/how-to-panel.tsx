'use client';

import { useOrigin } from '@/components/form/use-origin';
import { Facts, Panel, SectionHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import type { Integration } from '@/lib/integrations/schema';
import { genericCommand, githubSteps, withSecret } from './how-to';

/** How its sender is set up, ready to be copied. */
export function HowTo({ integration, secret }: { integration: Integration; secret?: string }) {
  const origin = useOrigin();
  const command = genericCommand(origin, integration.hookPath, integration.service ?? null);
  return (
    <section aria-labelledby="how-to">
      <SectionHeader
        id="how-to"
        title={integration.kind === 'github' ? 'In the repository: Settings, Webhooks, Add webhook' : 'Send a delivery'}
      />
      {integration.kind === 'github' ? (
        <Panel className="p-4">
          <Facts
            items={githubSteps(origin, integration.hookPath).map(({ term, value }) => ({
              term,
              value: <span className="font-mono break-all">{value}</span>,
            }))}
          />
        </Panel>
      ) : (
        <CodeBlock code={secret ? withSecret(command, secret) : command} label="Copy commands" />
      )}
    </section>
  );
}
