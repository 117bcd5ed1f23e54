'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Sheet } from '@/components/ui/sheet';
import { toast } from '@/components/ui/toast';
import type { Fleet, FleetInput, FleetOperation } from '@/lib/fleet/schema';
import { formatCount } from '@/lib/format/number';
import { faultOf } from './fleet-words';
import { useCommandFleet, useFleet } from './use-fleet';

type FleetPanelProps = { fleet: Fleet; service?: string; onClose: () => void };
type Run = (operation: FleetOperation, input: FleetInput, said: string) => void;

/** Injects real faults into the sample services and starts releases of them. Nothing here reports what did not happen. */
export function FleetPanel({ fleet, service, onClose }: FleetPanelProps) {
  const { refetch } = useFleet();
  const command = useCommandFleet();
  const shown = fleet.services.filter((entry) => service === undefined || entry.name === service);
  const run: Run = (operation, input, said) =>
    command.mutate(
      { operation, input },
      {
        onSuccess: () => {
          toast(said);
          void refetch();
        },
        onError: (error) => toast('The sample fleet refused', { description: error.message, failed: true }),
      },
    );
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="Sample fleet: inject a regression">
      <p className="text-sm text-ink-2">
        Small real services behind a real weighted router. A fault makes real requests fail or wait; the gates must find
        it.
      </p>
      <div className="mt-4 flex items-center justify-between gap-4 border-y border-border py-3">
        <p className="text-sm text-ink">
          Load is {fleet.load.on ? 'on' : 'off'}
          <span className="text-ink-2">
            {' '}
            · {formatCount(fleet.load.sent)} requests, {formatCount(fleet.load.failed)} failed
          </span>
        </p>
        <Button
          size="sm"
          busy={command.isPending}
          onClick={() =>
            run('load', { on: !fleet.load.on }, fleet.load.on ? 'Load stopped: the charts stop too' : 'Load started')
          }
        >
          {fleet.load.on ? 'Stop the load' : 'Start the load'}
        </Button>
      </div>
      <ul className="divide-y divide-border">
        {shown.map((entry) => (
          <FleetRow key={entry.name} entry={entry} scenarios={fleet.scenarios} pending={command.isPending} run={run} />
        ))}
      </ul>
    </Sheet>
  );
}

type FleetRowProps = { entry: Fleet['services'][number]; scenarios: Fleet['scenarios']; pending: boolean; run: Run };

function FleetRow({ entry, scenarios, pending, run }: FleetRowProps) {
  const [scenario, setScenario] = useState(scenarios[0]?.name ?? null);
  const { name, displayName, canary } = entry;
  const fault = faultOf(entry);
  const chosen = scenarios.find((candidate) => candidate.name === scenario);
  const when = canary ? `on ${canary} now` : 'on its next version';
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="text-sm font-semibold text-ink">{displayName}</h3>
        {fault ? <Badge variant="needs">{fault}</Badge> : <span className="text-xs text-ink-3">healthy</span>}
      </div>
      <p className="text-sm text-ink-2">
        {canary ? (
          <>
            Canary <span className="font-mono">{canary}</span> takes traffic.
          </>
        ) : (
          'No canary now: a fault waits for its next version.'
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          busy={pending}
          onClick={() =>
            run('inject', { service: name, kind: 'errors' }, `${displayName}: one request in ten fails ${when}`)
          }
        >
          Inject errors
        </Button>
        <Button
          size="sm"
          busy={pending}
          onClick={() =>
            run('inject', { service: name, kind: 'latency' }, `${displayName}: answers three times as slowly ${when}`)
          }
        >
          Inject latency
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={!fault}
          busy={pending}
          onClick={() => run('clear', { service: name }, `${displayName} is healthy again`)}
        >
          Clear
        </Button>
      </div>
      <div className="flex items-center gap-2">
        <Select
          aria-label={`Scenario for ${displayName}`}
          value={scenario}
          onValueChange={setScenario}
          options={scenarios.map((option) => ({ value: option.name, label: option.title }))}
          className="flex-1"
        />
        <Button
          disabled={!chosen}
          busy={pending}
          onClick={() =>
            chosen &&
            run(
              'release',
              { service: name, scenario: chosen.name },
              `${displayName}, ${chosen.title.toLowerCase()}: starts when the service is free`,
            )
          }
        >
          Start release
        </Button>
      </div>
      {chosen ? <p className="text-xs text-ink-3">{chosen.description}</p> : null}
      {entry.waiting.length > 0 ? <p className="text-xs text-ink-2">Waiting: {entry.waiting.join(', ')}</p> : null}
    </li>
  );
}
