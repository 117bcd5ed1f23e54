'use client';

import { useMemo } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { ListPage, ungrouped } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { Time } from '@/components/layout/time';
import type { Integration } from '@/lib/integrations/schema';
import { useMay } from '@/lib/queries/access';
import { useIntegrations } from '@/lib/queries/integrations';
import { SAYS } from './draft';

const COLUMNS: DataColumn<Integration>[] = [
  {
    id: 'name',
    header: 'Integration',
    width: 180,
    cell: (row) => <span className="truncate text-sm font-medium text-ink">{row.name}</span>,
  },
  { id: 'kind', header: 'Kind', width: 110, cell: (row) => <CellText>{row.kind}</CellText> },
  {
    id: 'scope',
    header: 'Speaks of',
    width: 200,
    cell: (row) => <CellText>{row.service ?? 'whatever each delivery names'}</CellText>,
  },
  {
    id: 'environment',
    header: 'Environment',
    width: 120,
    cell: (row) => <CellText>{SAYS[row.kind].releases ? (row.environment ?? 'any') : '–'}</CellText>,
  },
  {
    id: 'delivered',
    header: 'Last delivery',
    width: 130,
    cell: (row) =>
      row.deliveredAt ? (
        <Time at={Date.parse(row.deliveredAt)} as="age" className="text-sm whitespace-nowrap text-ink-2" />
      ) : (
        <CellText>none yet</CellText>
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
        <CellText>–</CellText>
      ),
  },
];

const rowId = (row: Integration) => row.name;

/** Everything that may start releases from outside. */
export function IntegrationList() {
  const query = useIntegrations();
  const mayConfigure = useMay('admin');
  const groups = useMemo(() => ungrouped(query.data ?? []), [query.data]);
  return (
    <ListPage
      title="Integrations"
      lead="Signed messages from your pipeline start releases. A release arrives dark and climbs only from its first step."
      empty={{
        title: 'No pipeline is connected yet.',
        detail:
          'Signed messages from your pipeline start releases. Until then they are started by hand, or over the API with a token.',
      }}
      add={mayConfigure ? { href: '/integrations/new', label: 'New integration' } : null}
      query={query}
      columns={COLUMNS}
      groups={groups}
      rowId={rowId}
      rowName={rowId}
      hrefOf={(row) => `/integrations/${row.name}`}
    />
  );
}
