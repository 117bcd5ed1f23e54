'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { DataColumn } from '@/components/data-table/types';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { ReleaseStatus } from '@/components/releases/release-status';
import { LinkButton } from '@/components/ui/link-button';
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
  { id: 'owner', header: 'Team', width: 120, cell: ({ service }) => <Plain text={service.owner} /> },
  {
    id: 'current',
    header: 'Everyone has',
    width: 110,
    cell: ({ service }) => <span className="truncate font-mono text-sm text-ink">{service.currentVersion ?? '–'}</span>,
  },
  { id: 'flight', header: 'In flight', width: 300, cell: ({ flying }) => <Flying releases={flying} /> },
  { id: 'plan', header: 'Plan', width: 130, cell: ({ service }) => <Plain text={service.plan} /> },
  {
    id: 'provider',
    header: 'Provider',
    width: 180,
    cell: ({ service }) => (
      <span className="block truncate text-sm text-ink-2" title={service.observed.error ?? undefined}>
        {service.observed.error ? (
          <span className="font-medium text-needs-text">does not answer</span>
        ) : (
          hostOf(service.provider.url)
        )}
      </span>
    ),
  },
];

function Plain({ text }: { text: string }) {
  return (
    <span className="block truncate text-sm text-ink-2" title={text}>
      {text}
    </span>
  );
}

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

/** Everything that is released through Rampart. */
export function ServiceList() {
  const router = useRouter();
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
    return [{ id: 'all', label: '', rows }];
  }, [query.data, flight]);
  const add = mayConfigure ? (
    <LinkButton href="/services/new" variant="primary">
      New service
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title="Services" actions={add}>
        {query.data && query.data.length > 0 ? (
          <p className="max-w-prose text-sm text-ink-2">
            What is released, who sees which version of it, and by which plan it climbs.
          </p>
        ) : null}
      </PageHeader>
      <QueryState query={query}>
        {query.data?.length === 0 ? (
          <Panel>
            <EmptyState
              title="No service yet."
              detail="A service is the thing you release: it has a plan, a provider that moves its traffic, and telemetry that shows how each version does."
              action={add}
            />
          </Panel>
        ) : (
          <DataTable
            label="Services"
            columns={COLUMNS}
            groups={groups}
            rowId={rowId}
            rowName={rowName}
            onOpen={({ service }, newTab) =>
              newTab ? void open(`/services/${service.name}`, '_blank') : router.push(`/services/${service.name}`)
            }
          />
        )}
      </QueryState>
    </>
  );
}

const rowId = ({ service }: Row) => service.name;
const rowName = ({ service }: Row) => `${service.displayName}, ${service.currentVersion ?? 'no version yet'}`;
