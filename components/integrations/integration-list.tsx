'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { DataColumn } from '@/components/data-table/types';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { LinkButton } from '@/components/ui/link-button';
import type { Integration } from '@/lib/integrations/schema';
import { useMay } from '@/lib/queries/access';
import { useIntegrations } from '@/lib/queries/integrations';

const muted = 'block truncate text-sm text-ink-2';

const COLUMNS: DataColumn<Integration>[] = [
  {
    id: 'name',
    header: 'Integration',
    width: 180,
    cell: (row) => <span className="truncate text-sm font-medium text-ink">{row.name}</span>,
  },
  { id: 'kind', header: 'Kind', width: 90, cell: (row) => <span className={muted}>{row.kind}</span> },
  {
    id: 'scope',
    header: 'Speaks of',
    width: 200,
    cell: (row) => <span className={muted}>{row.service ?? 'whatever each delivery names'}</span>,
  },
  {
    id: 'environment',
    header: 'Environment',
    width: 120,
    cell: (row) => <span className={muted}>{row.environment ?? 'any'}</span>,
  },
  {
    id: 'delivered',
    header: 'Last delivery',
    width: 130,
    cell: (row) =>
      row.deliveredAt ? (
        <Time at={Date.parse(row.deliveredAt)} as="age" className="text-sm whitespace-nowrap text-ink-2" />
      ) : (
        <span className={muted}>none yet</span>
      ),
  },
  {
    id: 'bad',
    header: 'Wrong signature',
    width: 140,
    cell: (row) =>
      row.badSignatureAt ? (
        <span className="text-sm font-medium whitespace-nowrap text-needs-text">
          <Time at={Date.parse(row.badSignatureAt)} as="age" />
        </span>
      ) : (
        <span className={muted}>–</span>
      ),
  },
];

const rowId = (row: Integration) => row.name;

/** Everything that may start releases from outside. */
export function IntegrationList() {
  const router = useRouter();
  const query = useIntegrations();
  const mayConfigure = useMay('admin');
  const groups = useMemo(() => [{ id: 'all', label: '', rows: query.data ?? [] }], [query.data]);
  const add = mayConfigure ? (
    <LinkButton href="/integrations/new" variant="primary">
      New integration
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title="Integrations" actions={add}>
        <p className="max-w-prose text-sm text-ink-2">
          Signed messages from your pipeline start releases. A release arrives dark and climbs only from its first step.
        </p>
      </PageHeader>
      <QueryState query={query}>
        {query.data?.length === 0 ? (
          <Panel>
            <EmptyState
              title="No pipeline is connected yet."
              detail="Releases can still be started by hand, or over the API with a token."
              action={add}
            />
          </Panel>
        ) : (
          <DataTable
            label="Integrations"
            columns={COLUMNS}
            groups={groups}
            rowId={rowId}
            rowName={rowId}
            onOpen={(row, newTab) =>
              newTab ? void open(`/integrations/${row.name}`, '_blank') : router.push(`/integrations/${row.name}`)
            }
          />
        )}
      </QueryState>
    </>
  );
}
