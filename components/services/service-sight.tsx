'use client';

import { Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { useOrigin } from '@/components/form/use-origin';
import { Panel } from '@/components/layout/page-header';
import { cn } from '@/components/ui/cn';
import { CodeBlock } from '@/components/ui/code-block';
import { formatCount } from '@/lib/format/number';
import { formatAge } from '@/lib/format/time';
import type { ServiceHealth } from '@/lib/services/health';
import type { ServiceView } from '@/lib/services/view';
import { ProviderTest } from './provider-test';
import { type HealthWords, hostOf, isPulled, providerWords, sampleCommand, telemetryWords } from './words';

const MARK = {
  good: { icon: Check, word: 'works', className: 'text-done' },
  wrong: { icon: TriangleAlert, word: 'needs a look', className: 'text-needs' },
  unknown: { icon: CircleDashed, word: 'not known', className: 'text-unknown' },
} as const;

function Line({ term, name, health }: { term: string; name: string; health: HealthWords }) {
  const { icon: Icon, word, className } = MARK[health.state];
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 px-4 py-2.5 text-sm">
      <dt className="w-24 shrink-0 text-ink-3">{term}</dt>
      <dd className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 text-ink">
        <span className="font-medium">{name}</span>
        <Icon aria-hidden="true" className={cn('size-3.5 shrink-0 self-center', className)} strokeWidth={2.25} />
        <span className="sr-only">{word}:</span>
        <span
          suppressHydrationWarning
          className={health.state === 'wrong' ? 'font-medium text-needs-text' : 'text-ink-2'}
        >
          {health.words}
        </span>
      </dd>
    </div>
  );
}

type ServiceSightProps = { service: ServiceView; health: ServiceHealth; now: number; mayRelease: boolean };

/** Whether Rampart is obeyed and whether it sees: both in words, and the one thing to do when it does not. */
export function ServiceSight({ service, health, now, mayRelease }: ServiceSightProps) {
  const { provider, telemetry } = service;
  const sight = telemetryWords(telemetry, health, now);
  const origin = useOrigin();
  return (
    <section aria-label="Provider and telemetry">
      <Panel>
        <dl>
          <Line
            term="Provider"
            name={`${provider.kind} ${hostOf(provider.url)}`}
            health={providerWords(service, health, now)}
          />
        </dl>
        {mayRelease ? <ProviderTest service={service.name} /> : null}
        <dl className="border-t border-border">
          <Line
            term="Telemetry"
            name={telemetry.kind === 'push' ? 'pushed' : `prometheus ${hostOf(telemetry.url)}`}
            health={sight}
          />
        </dl>
        {health.sources.length > 0 ? <Sources health={health} now={now} /> : null}
      </Panel>
      {telemetry.kind === 'prometheus' ? null : health.versions.length === 0 ? (
        <div className="mt-3 flex flex-col gap-2">
          <p className="max-w-prose text-sm text-ink">
            Rampart cannot see {service.name}. Every gate says no data and releases hold.
          </p>
          <p className="max-w-prose text-sm text-ink-2">
            With OpenTelemetry: <code>service.name</code> must be <code className="text-ink">{service.name}</code>, and
            what could not be used is in the answer’s <code>partialSuccess</code>. Or send a test sample:
          </p>
          <CodeBlock code={sampleCommand(origin, service.name, service.currentVersion)} />
        </div>
      ) : (
        <details className="mt-2 text-sm text-ink-2">
          <summary className="w-fit rounded-pill py-1 hover:text-ink">Send a test sample</summary>
          <CodeBlock className="mt-2" code={sampleCommand(origin, service.name, service.currentVersion)} />
        </details>
      )}
    </section>
  );
}

function Sources({ health, now }: { health: ServiceHealth; now: number }) {
  return (
    <details className="border-t border-border px-4 py-1.5 text-sm text-ink-2">
      <summary className="w-fit rounded-pill py-1 hover:text-ink">
        {health.sources.length === 1 ? '1 sender' : `${formatCount(health.sources.length)} senders`}
      </summary>
      <ul className="py-1">
        {health.sources.map((source) => (
          <li key={source.source} className="flex flex-wrap gap-x-4 py-1">
            <span className="font-mono text-ink">{source.source || 'unnamed'}</span>
            <span suppressHydrationWarning>heard {formatAge(Date.parse(source.lastSeen), now)}</span>
            {source.refused > 0 ? (
              <span className="text-needs-text">
                {formatCount(source.refused)} {isPulled(source.source) ? 'failed' : 'refused'}
                {source.refusedReason ? `: ${source.refusedReason}` : ''}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
