'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useMayOn } from '@/components/freezes/use-may-on';
import { Facts, PageHeader, Panel, SectionHeader } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { BlockerTag } from '@/components/status/blocker-tag';
import { Button } from '@/components/ui/button';
import { scopeWords } from '@/lib/freezes/scope';
import type { IncidentView } from '@/lib/incidents/schema';
import { useIncident } from '@/lib/queries/incidents';
import { ResolveDialog } from './resolve-dialog';
import { SEVERITY_WORDS, SOURCE_WORDS } from './words';

/** One incident: what it is, whom it concerns, which releases were in flight, how it ended. */
export function IncidentPage({ id }: { id: string }) {
  const { data: incident } = useIncident(id);
  const mayOn = useMayOn();
  const [resolving, setResolving] = useState(false);
  if (!incident) return null;
  const action =
    incident.open && concerned(incident).every((scope) => mayOn('release', scope)) ? (
      <Button variant="primary" onClick={() => setResolving(true)}>
        Resolve…
      </Button>
    ) : null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title={incident.title}
        facts={incident.open ? <BlockerTag kind="incident">open</BlockerTag> : <span>resolved</span>}
        actions={action}
      >
        <p className="max-w-prose text-sm text-ink-2">
          {incident.open
            ? 'Nothing it concerns gains exposure until it is resolved. Rolling back always works.'
            : `Resolved by ${incident.resolvedBy ?? 'someone'}${incident.resolution ? `: “${incident.resolution}”` : ''}.`}
        </p>
      </PageHeader>
      <Panel className="p-4">
        <Facts items={factsOf(incident)} />
        {incident.detail ? (
          <p className="mt-4 max-w-prose text-sm whitespace-pre-line text-ink">{incident.detail}</p>
        ) : null}
      </Panel>
      <Releases incident={incident} />
      {resolving ? <ResolveDialog incident={incident} onClose={() => setResolving(false)} /> : null}
    </div>
  );
}

/** What it concerns still: whoever ends it answers for all of that. */
const concerned = ({ scopes }: IncidentView) =>
  scopes.filter(({ closedAt }) => closedAt === null).map(({ scope }) => scope);

function factsOf(incident: IncidentView) {
  const { scopes, resolvedAt, url } = incident;
  return [
    {
      term: 'Concerns',
      value: scopes
        .map(({ scope, closedAt }) => `${scopeWords(scope)}${closedAt !== null && incident.open ? ' (ended)' : ''}`)
        .join(', '),
    },
    { term: 'Severity', value: SEVERITY_WORDS[incident.severity] },
    {
      term: 'Opened',
      value: (
        <>
          <Time at={Date.parse(incident.openedAt)} /> by {incident.openedBy}, {SOURCE_WORDS[incident.source]}
        </>
      ),
    },
    ...(resolvedAt === null ? [] : [{ term: 'Resolved', value: <Time at={Date.parse(resolvedAt)} /> }]),
    ...(url === null
      ? []
      : [
          {
            term: 'Worked on at',
            value: (
              <a href={url} rel="noreferrer" className="break-all underline">
                {url}
              </a>
            ),
          },
        ]),
  ];
}

function Releases({ incident }: { incident: IncidentView }) {
  return (
    <section aria-labelledby="in-flight">
      <SectionHeader id="in-flight" title="In flight when it began" />
      <Panel>
        {incident.releases.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">No release of what it concerns was exposed.</p>
        ) : (
          <ul className="divide-y divide-border">
            {incident.releases.map(({ id, service, version, status }) => (
              <li key={id} className="flex flex-wrap gap-x-4 px-4 py-2.5 text-sm">
                <Link href={`/releases/${id}`} className="font-medium text-ink underline">
                  {service} <span className="font-mono">{version}</span>
                </Link>
                <span className="text-ink-2">{status.replaceAll('_', ' ')} now</span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}
