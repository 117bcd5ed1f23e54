import Link from 'next/link';
import { SectionHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import type { ServiceView } from '@/lib/services/view';

/** What a person runs when all else is down. */
export function ServiceByHand({ service }: { service: ServiceView }) {
  return (
    <section aria-labelledby="by-hand">
      <SectionHeader id="by-hand" title="By hand" />
      {service.revertCommand ? (
        <>
          <CodeBlock code={service.revertCommand} label="Copy command" />
          <p className="mt-1 max-w-prose text-sm text-ink-2">
            For when Rampart itself is what is down. It reads back what the provider then reports.
          </p>
        </>
      ) : (
        <p className="max-w-prose text-sm text-ink-2">
          No revert command is written down. <Link href={`/services/${service.name}/edit`}>Write one</Link>: whoever is
          on call at night will need it when Rampart itself is down.
        </p>
      )}
    </section>
  );
}
