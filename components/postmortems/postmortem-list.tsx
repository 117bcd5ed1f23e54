'use client';

import { useMemo } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { ListPage } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { Time } from '@/components/layout/time';
import { Badge } from '@/components/ui/badge';
import { formatPlural } from '@/lib/format/number';
import type { PostmortemSummary } from '@/lib/postmortems/schema';
import { usePostmortems } from '@/lib/queries/postmortems';

const STATUS = { draft: 'Draft', review: 'In review', published: 'Published' } as const;

function impactWords({ extraErrors }: PostmortemSummary): string {
  if (extraErrors === null) return 'not measured';
  return extraErrors < 1
    ? 'no more failures than before'
    : `about ${formatPlural(Math.round(extraErrors), 'more failed request')}`;
}

const takenBack = ({ automatic }: PostmortemSummary): string => (automatic ? 'by itself' : 'by a person');

const COLUMNS: DataColumn<PostmortemSummary>[] = [
  {
    id: 'what',
    header: 'Release',
    width: 240,
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-1.5 text-sm">
        <span className="truncate font-medium text-ink">{row.service}</span>
        <span className="font-mono text-ink">{row.version}</span>
      </span>
    ),
  },
  { id: 'status', header: 'Standing', width: 110, cell: (row) => <Badge>{STATUS[row.status]}</Badge> },
  {
    id: 'how',
    header: 'Taken back',
    width: 140,
    cell: (row) => <CellText>{takenBack(row)}</CellText>,
  },
  {
    id: 'impact',
    header: 'Impact',
    width: 220,
    cell: (row) => <CellText>{impactWords(row)}</CellText>,
  },
  {
    id: 'actions',
    header: 'Open actions',
    width: 110,
    cell: (row) => <CellText>{row.openActions === 0 ? '–' : formatPlural(row.openActions, 'action')}</CellText>,
  },
  {
    id: 'at',
    header: 'Rolled back',
    width: 120,
    cell: (row) => <Time at={Date.parse(row.createdAt)} as="age" className="text-sm whitespace-nowrap text-ink-2" />,
  },
];

/** A row on a phone. */
const phoneRow = (row: PostmortemSummary) => (
  <span className="flex flex-col gap-1 text-sm">
    <span className="flex items-baseline justify-between gap-x-3">
      <span className="font-medium text-ink">
        {row.service} <span className="font-mono font-normal">{row.version}</span>
      </span>
      <Badge>{STATUS[row.status]}</Badge>
    </span>
    <span className="text-ink-2">{impactWords(row)}</span>
    <span className="text-xs text-ink-3">
      taken back {takenBack(row)} <Time at={Date.parse(row.createdAt)} as="age" />
      {row.openActions > 0 ? ` · ${formatPlural(row.openActions, 'open action')}` : ''}
    </span>
  </span>
);

const rowId = (row: PostmortemSummary) => row.releaseId;
const rowName = (row: PostmortemSummary) => `${row.title}, ${STATUS[row.status]}`;

/** Every rollback leaves one: those to be written first, then what was published. */
export function PostmortemList() {
  const query = usePostmortems();
  const groups = useMemo(() => {
    const rows = query.data ?? [];
    return [
      { id: 'open', label: 'To be written', rows: rows.filter((row) => row.status !== 'published') },
      { id: 'published', label: 'Published', rows: rows.filter((row) => row.status === 'published') },
    ];
  }, [query.data]);
  return (
    <ListPage
      title="Postmortems"
      lead="Rampart drafts one after each rollback, with the facts from the record. People write why."
      empty={{
        title: 'No rollback or incident in 30 days needs a record.',
        detail: 'Rampart drafts one after each rollback, with the facts from the record.',
      }}
      query={query}
      columns={COLUMNS}
      groups={groups}
      rowId={rowId}
      rowName={rowName}
      hrefOf={(row) => `/postmortems/${row.releaseId}`}
      phone={phoneRow}
    />
  );
}
