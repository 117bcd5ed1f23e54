'use client';

import { useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { PageHeader } from '@/components/layout/page-header';
import { KillSwitchDialog, StartReleaseDialog } from '@/components/releases/dialogs';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { useMay } from '@/lib/queries/access';
import type { Release } from '@/lib/releases/schema';
import type { ServiceHealth } from '@/lib/services/health';
import type { ServiceView } from '@/lib/services/view';
import { exposedOf, inFlightWords, lastKnownGood, teamWords, whoSees } from './words';

type ServiceHeaderProps = {
  service: ServiceView;
  flying: readonly Release[];
  health: ServiceHealth | null;
  now: number;
};

/** Name and what stands behind it, who sees which version, and the two buttons one comes here for. */
export function ServiceHeader({ service, flying, health, now }: ServiceHeaderProps) {
  const [dialog, setDialog] = useState<'start' | 'kill' | null>(null);
  const mayRelease = useMay('release', service.owner);
  const mayConfigure = useMay('admin', service.owner);
  useShortcut({ keys: 'n', label: 'Start a release', group: 'Service', run: () => setDialog('start') }, mayRelease);
  const exposed = exposedOf(flying);
  const close = (open: boolean) => (open ? undefined : setDialog(null));
  return (
    <>
      <PageHeader
        className="mb-0"
        title={service.displayName}
        facts={
          <>
            <span className="font-mono">{service.name}</span>
            <span>tier {service.tier}</span>
            <span>{teamWords(service.owner)}</span>
            {service.runbookUrl ? (
              <a href={service.runbookUrl} target="_blank" rel="noreferrer" className="underline hover:text-ink">
                Runbook ↗
              </a>
            ) : null}
          </>
        }
        actions={
          <>
            {mayConfigure ? <LinkButton href={`/services/${service.name}/edit`}>Edit</LinkButton> : null}
            {mayRelease ? (
              <>
                <Button onClick={() => setDialog('kill')}>Kill switch…</Button>
                <Button variant="primary" shortcut="N" onClick={() => setDialog('start')}>
                  Start a release
                </Button>
              </>
            ) : null}
          </>
        }
      >
        <p className="max-w-prose text-lg font-semibold text-balance text-ink">
          {whoSees(service.currentVersion, exposed)}
        </p>
        <p className="max-w-prose text-sm text-ink-2" suppressHydrationWarning>
          {lastKnownGood(service.currentVersion, health?.currentSince ?? null, now, exposed?.baselineVersion)}{' '}
          {inFlightWords(flying.length)}
        </p>
      </PageHeader>
      {dialog === 'start' ? <StartReleaseDialog open onOpenChange={close} service={service.name} /> : null}
      {dialog === 'kill' ? <KillSwitchDialog open onOpenChange={close} service={service.name} /> : null}
    </>
  );
}
