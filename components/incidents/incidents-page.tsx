'use client';

import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { ListSection } from '@/components/layout/list-section';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { useAskedFor } from '@/components/layout/use-asked-for';
import { Button } from '@/components/ui/button';
import { onDemand, warming } from '@/components/ui/on-demand';
import type { IncidentView } from '@/lib/incidents/schema';
import { useMaySomewhere } from '@/lib/queries/access';
import { useIncidents } from '@/lib/queries/incidents';
import { IncidentRow } from './incident-row';

const OpenIncidentDialog = onDemand(async () => (await import('./open-incident-dialog')).OpenIncidentDialog);

const row = (incident: IncidentView) => <IncidentRow key={incident.id} incident={incident} />;

/** What is wrong now and what was: while one is open, what it concerns gains no exposure. */
export function IncidentsPage() {
  const query = useIncidents();
  const mayOpen = useMaySomewhere('release');
  const [opening, setOpening] = useAskedFor('open');
  const list = query.data?.items ?? [];
  const open = list.filter((incident) => incident.open);
  const over = list.filter((incident) => !incident.open);
  const action = mayOpen ? (
    <Button variant="primary" {...warming(OpenIncidentDialog)} onClick={() => setOpening(true)}>
      Open an incident…
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Incidents" actions={action}>
        <p className="max-w-prose text-sm text-ink-2">
          While one is open, no release it concerns gains exposure. Alertmanager and PagerDuty open and resolve them
          through an integration.
        </p>
      </PageHeader>
      <QueryState query={query} rows={3}>
        {list.length === 0 ? (
          <Panel>
            <EmptyState
              title="No incident, now or before."
              detail="Open one by hand, or let an alert do it: connect Alertmanager or PagerDuty under Integrations."
            />
          </Panel>
        ) : (
          <div className="flex flex-col gap-6">
            <ListSection title="Open" empty="None is open." items={open}>
              {row}
            </ListSection>
            <ListSection title="Resolved" items={over}>
              {row}
            </ListSection>
          </div>
        )}
      </QueryState>
      {opening && mayOpen ? <OpenIncidentDialog onClose={() => setOpening(false)} /> : null}
    </>
  );
}
