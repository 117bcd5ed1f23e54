'use client';

import { PageHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import { LinkButton } from '@/components/ui/link-button';
import type { Integration } from '@/lib/integrations/schema';
import { HowTo } from './how-to-panel';

/** The only time the secret is seen. */
export function SecretShown({ integration, secret }: { integration: Integration; secret: string }) {
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader className="mb-0" title={`${integration.name} is ready`}>
        <p className="text-lg font-semibold text-ink">Copy its secret now: Rampart does not show it again.</p>
      </PageHeader>
      <CodeBlock code={secret} label="Copy secret" />
      <HowTo integration={integration} secret={secret} />
      <div>
        <LinkButton href={`/integrations/${integration.name}`} variant="primary">
          I have copied it
        </LinkButton>
      </div>
    </div>
  );
}
