'use client';

import { useMemo } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { ListPage, ungrouped } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { ReleaseStatus } from '@/components/releases/release-status';
import { formatExposure } from '@/lib/format/number';
import { useMay } from '@/lib/queries/access';
import { useFlight } from '@/lib/queries/releases';
import { useServices } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import type { ServiceView } from '@/lib/services/view';
import { hostOf } from './words';

type Row = { service: ServiceView; flying: readonly Release[] };

const COLUMNS: DataColumn<Row>[] = [
  {
    id: 'name',
    header: 'Service',
    width: 200,
    cell: ({ service }) => (
      <span className="flex min-w-0 items-baseline gap-1.5 text-sm">
        <span className="truncate font-medium text-ink">{service.displayName}</span>
        <span className="shrink-0 text-xs text-ink-3" title={`tier ${service.tier}`}>
          T{service.tier}
        </span>
      </span>
    ),
  },
  { id: 'owner', header: 'Team', width: 132, min: 124, cell: ({ service }) => <CellText>{service.owner}</CellText> },
  {
    id: 'current',
    header: 'Everyone has',
    width: 110,
    cell: ({ service }) => <span className="truncate font-mono text-sm text-ink">{service.currentVersion ?? '–'}</span>,
  },
  { id: 'flight', header: 'In flight', width: 300, min: 236, cell: ({ flying }) => <Flying releases={flying} /> },
  { id: 'plan', header: 'Plan', width: 130, cell: ({ service }) => <CellText>{service.plan}</CellText> },
  {
    id: 'provider',
    header: 'Provider',
    width: 180,
    cell: ({ service }) =>
      service.observed.error ? (
        <span className="block truncate text-sm font-medium text-needs-text" title={service.observed.error}>
          does not answer
        </span>
      ) : (
        <CellText>{hostOf(service.provider.url)}</CellText>
      ),
  },
];

function Flying({ releases }: { releases: readonly Release[] }) {
  const [first, ...more] = releases;
  if (!first) return <span className="text-sm text-ink-3">–</span>;
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm">
      <ReleaseStatus release={first} />
      <span className="truncate font-mono text-ink">{first.version}</span>
      <span className="shrink-0 text-ink-2">{formatExposure(first.exposure.observed ?? first.exposure.desired)}</span>
      {more.length > 0 ? <span className="shrink-0 text-ink-3">+{more.length}</span> : null}
    </span>
  );
}

/** A row on a phone. */
const phoneRow = ({ service, flying }: Row) => (
  <span className="flex flex-col gap-1 text-sm">
    <span className="flex items-baseline justify-between gap-x-3">
      <span className="font-medium text-ink">
        {service.displayName} <span className="text-xs font-normal text-ink-3">T{service.tier}</span>
      </span>
      <span className="font-mono text-ink">{service.currentVersion ?? '–'}</span>
    </span>
    {flying.length > 0 ? <Flying releases={flying} /> : null}
    <span className="text-xs text-ink-3">
      {service.owner} · {service.plan}
      {service.observed.error ? <span className="font-medium text-needs-text"> · provider does not answer</span> : null}
    </span>
  </span>
);

const rowId = ({ service }: Row) => service.name;
const rowName = ({ service }: Row) => `${service.displayName}, ${service.currentVersion ?? 'no version yet'}`;

/** Everything that is released through Rampart. */
export function ServiceList() {
  const query = useServices();
  const flight = useFlight().data;
  const mayConfigure = useMay('admin');
  const groups = useMemo(() => {
    const rows = (query.data ?? []).map((service) => ({
      service,
      flying: (flight ?? [])
        .filter((release) => release.service === service.name)
        .sort((a, b) => b.exposure.desired - a.exposure.desired),
    }));
    return ungrouped(rows);
  }, [query.data, flight]);
  return (
    <ListPage
      title="Services"
      lead="What is released, who sees which version of it, and by which plan it climbs."
      empty={{
        title: 'No service yet.',
        detail:
          'A service is the thing you release: it has a plan, a provider that moves its traffic, and telemetry that shows how each version does.',
      }}
      add={mayConfigure ? { href: '/services/new', label: 'New service' } : null}
      query={query}
      columns={COLUMNS}
      groups={groups}
      rowId={rowId}
      rowName={rowName}
      hrefOf={({ service }) => `/services/${service.name}`}
      phone={phoneRow}
    />
  );
}
