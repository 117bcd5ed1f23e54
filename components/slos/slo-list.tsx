'use client';

import { useMemo } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { ListPage } from '@/components/data-table/list-page';
import type { DataColumn, DataGroup } from '@/components/data-table/types';
import { LinkButton } from '@/components/ui/link-button';
import { useMaySomewhere } from '@/lib/queries/access';
import { useSlos } from '@/lib/queries/slos';
import type { SloView, SloStatus as Status } from '@/lib/slos/schema';
import { BudgetBar } from './budget-bar';
import { SloLine } from './slo-line';
import { SloStatus } from './slo-status';
import {
  attainedWords,
  burnWords,
  leftWords,
  nameOf,
  objectiveWords,
  paceWords,
  remainingWords,
  windowWords,
} from './words';

const COLUMNS: DataColumn<SloView>[] = [
  { id: 'status', header: 'Status', width: 140, min: 124, cell: ({ standing }) => <SloStatus standing={standing} /> },
  {
    id: 'name',
    header: 'SLO',
    width: 200,
    min: 136,
    cell: (slo) => (
      <span className="block truncate text-sm font-medium text-ink" title={nameOf(slo)}>
        {nameOf(slo)}
      </span>
    ),
  },
  { id: 'service', header: 'Service', width: 130, min: 92, cell: ({ service }) => <CellText>{service}</CellText> },
  {
    id: 'objective',
    header: 'Objective',
    width: 106,
    min: 100,
    cell: ({ objective, window }) => (
      <span className="text-sm text-ink-2">
        {objectiveWords(objective)}, {windowWords(window)}
      </span>
    ),
  },
  {
    id: 'now',
    header: 'Now',
    width: 90,
    cell: ({ standing, objective }) => <span className="text-sm text-ink">{attainedWords(standing, objective)}</span>,
  },
  {
    id: 'left',
    header: 'Error budget left',
    width: 180,
    min: 144,
    cell: ({ standing }) => (
      <span className="flex min-w-0 items-center gap-2 text-sm">
        <BudgetBar left={standing?.remaining ?? null} />
        <span className={(standing?.remaining ?? 1) <= 0 ? 'font-semibold text-failing-text' : 'text-ink'}>
          {remainingWords(standing)}
        </span>
      </span>
    ),
  },
  {
    id: 'burn',
    header: 'Burn 1 h · 6 h · 3 d',
    width: 136,
    min: 132,
    cell: ({ standing }) => <span className="text-sm text-ink-2">{burnWords(standing)}</span>,
  },
  {
    id: 'pace',
    header: 'At this pace',
    width: 160,
    min: 100,
    cell: ({ standing }) => <CellText>{standing ? paceWords(standing).replace(' at this pace', '') : '–'}</CellText>,
  },
];

const GROUPS: { id: string; label: string; of: readonly (Status | null)[] }[] = [
  { id: 'exhausted', label: 'Spent', of: ['exhausted'] },
  { id: 'burning', label: 'Burning', of: ['burning'] },
  { id: 'no_data', label: 'No data', of: ['no_data', null] },
  { id: 'within', label: 'Within budget', of: ['low_traffic', 'healthy'] },
];

/** The worst first within each group. */
function groupsOf(slos: readonly SloView[]): DataGroup<SloView>[] {
  const left = ({ standing }: SloView): number => standing?.remaining ?? Number.POSITIVE_INFINITY;
  return GROUPS.map(({ id, label, of }) => ({
    id,
    label,
    rows: slos.filter(({ standing }) => of.includes(standing?.status ?? null)).sort((a, b) => left(a) - left(b)),
  })).filter(({ rows }) => rows.length > 0);
}

const rowId = ({ service, slo }: SloView) => `${service}/${slo}`;
const rowName = (slo: SloView) => `${nameOf(slo)} of ${slo.service}, ${leftWords(slo.standing)}`;

/** Every promise, and how much failure it still allows. */
export function SloList() {
  const query = useSlos();
  const may = useMaySomewhere('admin');
  const groups = useMemo(() => groupsOf(query.data ?? []), [query.data]);
  return (
    <ListPage
      title="SLOs"
      lead="What each service promises, how much failure that still allows, and how fast it is being spent."
      empty={{
        title: 'No SLO yet.',
        detail:
          'An SLO is a promise: so many of the requests are good. What may fail is its error budget, and a spent budget can freeze releases.',
      }}
      add={may ? { href: '/slos/new', label: 'New SLO' } : null}
      more={
        <>
          {may ? <LinkButton href="/slos/import">Import…</LinkButton> : null}
          {query.data && query.data.length > 0 ? (
            <LinkButton href="/api/v1/slos/export" prefetch={false} download>
              Export
            </LinkButton>
          ) : null}
        </>
      }
      query={query}
      columns={COLUMNS}
      groups={groups}
      rowId={rowId}
      rowName={rowName}
      phone={(slo) => <SloLine slo={slo} of />}
      hrefOf={({ service, slo }) => `/slos/${service}/${slo}`}
    />
  );
}
