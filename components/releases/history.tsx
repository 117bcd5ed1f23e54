'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { LinkedTable } from '@/components/data-table/linked-table';
import { ungrouped } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { useSettled } from '@/components/form/use-settled';
import { EmptyState } from '@/components/layout/empty-state';
import { FirstLine } from '@/components/layout/first-line';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { ReleaseName } from '@/components/status/release-name';
import { STATUS } from '@/components/status/vocabulary';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton';
import { formatDuration } from '@/lib/format/time';
import { useReleaseHistory } from '@/lib/queries/history';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import {
  type HistoryFilter,
  type HistoryKey,
  historyAddress,
  historyFilterOf,
  historyQuery,
  isFiltered,
} from './history-filter';
import { HistoryFilters } from './history-filters';
import { ReleaseStatus, variantOf } from './release-status';

const COLUMNS: DataColumn<Release>[] = [
  { id: 'status', header: 'Status', width: 168, min: 156, cell: (row) => <ReleaseStatus release={row} /> },
  {
    id: 'name',
    header: 'Service and version',
    fitted: true,
    width: 260,
    min: 180,
    cell: (row) => <ReleaseName {...row} tier={row.tier === 1 || row.tier === 2 ? row.tier : 3} />,
  },
  {
    id: 'started',
    header: 'Announced',
    width: 110,
    cell: (row) => <Time at={Date.parse(row.createdAt)} className="text-sm whitespace-nowrap text-ink-2" />,
  },
  {
    id: 'took',
    header: 'Took',
    width: 80,
    align: 'end',
    cell: (row) => <span className="text-sm whitespace-nowrap text-ink-2">{took(row)}</span>,
  },
  {
    id: 'by',
    header: 'By',
    width: 120,
    min: 84,
    cell: (row) => <CellText>{row.createdBy}</CellText>,
  },
];

const whyOf = (row: Release) => <FirstLine as="row" line={row.reason} className="flex-1 text-ink-2" />;

/** From its first step to its end; "–" while it flies or where it never started. */
function took({ startedAt, finishedAt, status }: Release): string {
  if (!startedAt || !finishedAt || !isTerminal(status)) return '–';
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}

/** A row on a phone. */
function phoneRow(row: Release) {
  return (
    <span className="flex flex-col gap-1">
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <ReleaseName {...row} tier={row.tier === 1 || row.tier === 2 ? row.tier : 3} />
        <ReleaseStatus release={row} />
      </span>
      <span className="text-sm text-ink-2">{row.reason}</span>
      <span className="text-xs text-ink-3">
        <Time at={Date.parse(row.createdAt)} /> by {row.createdBy}
        {row.finishedAt ? ` · took ${took(row)}` : null}
      </span>
    </span>
  );
}

/** The filter in the address; what is typed shows at once and is kept there a moment later. */
function useHistoryFilter() {
  const path = usePathname();
  const params = useSearchParams();
  const [filter, setFilter] = useState(() => historyFilterOf(params));
  const address = historyAddress(historyFilterOf(params));
  const [seen, setSeen] = useState(address);
  // What came from elsewhere (a link, Back) is taken over; what was typed here is in it already.
  if (address !== seen) {
    setSeen(address);
    if (address !== historyAddress(filter)) setFilter(historyFilterOf(params));
  }
  function show(next: HistoryFilter) {
    const query = historyAddress(next);
    setFilter(next);
    setSeen(query);
    history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
  }
  return {
    filter,
    set: (key: HistoryKey, value: string) => show({ ...filter, [key]: value }),
    clear: () => show(historyFilterOf(new URLSearchParams())),
  };
}

/** Every release there was, newest first. */
export function History() {
  const { filter, set, clear } = useHistoryFilter();
  const asked = historyQuery(filter);
  const list = useReleaseHistory(useSettled(asked, 200) ?? asked, true);
  const filtered = isFiltered(filter);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title="Releases" />
      <HistoryFilters filter={filter} onChange={set} />
      {list.isPending ? (
        <Panel>
          <SkeletonRows />
        </Panel>
      ) : rows.length === 0 ? (
        <Panel>
          <EmptyState
            title={filtered ? 'No release matches this filter.' : 'No release yet.'}
            detail={filtered ? undefined : 'Rampart shows one as soon as your pipeline announces it.'}
            action={filtered ? <Button onClick={clear}>Clear filter</Button> : undefined}
          />
        </Panel>
      ) : (
        <LinkedTable
          label="Releases"
          columns={COLUMNS}
          groups={ungrouped(rows)}
          rowId={(row) => row.id}
          rowName={(row) => `${row.service} ${row.version}, ${STATUS[variantOf(row)].word}`}
          hrefOf={(row) => `/releases/${row.id}`}
          detail={whyOf}
          phone={phoneRow}
        />
      )}
      {list.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Reading older ones' : 'Older releases'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
