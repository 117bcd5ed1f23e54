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
    cell: (row) => <CellText>{row.automatic ? 'by itself' : 'by a person'}</CellText>,
  },
  {
    id: 'impact',
    header: 'Impact',
    width: 220,
    cell: (row) => (
      <CellText>
        {row.extraErrors === null
          ? 'not measured'
          : row.extraErrors < 1
            ? 'no more failures than before'
            : `about ${formatPlural(Math.round(row.extraErrors), 'more failed request')}`}
      </CellText>
    ),
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
    />
  );
}
