'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { CellText } from '@/components/data-table/cell-text';
import { LinkedTable } from '@/components/data-table/linked-table';
import { ungrouped } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { EmptyState } from '@/components/layout/empty-state';
import { FirstLine } from '@/components/layout/first-line';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { ReleaseName } from '@/components/status/release-name';
import { STATUS } from '@/components/status/vocabulary';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { SkeletonRows } from '@/components/ui/skeleton';
import { formatDuration } from '@/lib/format/time';
import { useReleaseHistory } from '@/lib/queries/history';
import { useServices } from '@/lib/queries/services';
import type { Release, Status } from '@/lib/releases/schema';
import { isTerminal, STATUSES } from '@/lib/releases/status';
import { ReleaseStatus, variantOf } from './release-status';

const ANY = 'any';

const COLUMNS: DataColumn<Release>[] = [
  { id: 'status', header: 'Status', width: 168, min: 156, cell: (row) => <ReleaseStatus release={row} /> },
  {
    id: 'name',
    header: 'Service and version',
    width: 260,
    min: 180,
    cell: (row) => <ReleaseName {...row} tier={row.tier === 1 || row.tier === 2 ? row.tier : 3} />,
  },
  {
    id: 'why',
    header: 'Why',
    width: 420,
    min: 200,
    cell: (row) => <FirstLine as="row" line={row.reason} className="text-ink-2" />,
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

function useHistoryFilter() {
  const path = usePathname();
  const params = useSearchParams();
  const status = STATUSES.find((value) => value === params.get('status')) ?? null;
  const service = params.get('service');
  const team = params.get('team');
  function set(key: 'status' | 'service' | 'team', value: string) {
    const next = new URLSearchParams(params);
    if (value === ANY) next.delete(key);
    else next.set(key, value);
    history.replaceState(null, '', next.size === 0 ? path : `${path}?${next}`);
  }
  return { status, service, team, set, clear: () => history.replaceState(null, '', path) };
}

/** Every release there was, newest first. */
export function History() {
  const { status, service, team, set, clear } = useHistoryFilter();
  const list = useReleaseHistory({ status, service, team });
  const services = useServices();
  const filtered = Boolean(status || service || team);
  const teams = [...new Set((services.data ?? []).map((entry) => entry.owner))].sort();
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const statuses: { value: Status | typeof ANY; label: string }[] = [
    { value: ANY, label: 'Any status' },
    ...STATUSES.map((value) => ({ value, label: STATUS[value].word })),
  ];
  return (
    <>
      <PageHeader title="Releases" />
      <search className="mb-4 grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
        <Select
          aria-label="Status"
          className="w-full sm:w-44"
          value={status ?? ANY}
          onValueChange={(value) => set('status', value)}
          options={statuses}
        />
        <Select
          aria-label="Service"
          className="w-full sm:w-52"
          value={service ?? ANY}
          onValueChange={(value) => set('service', value)}
          options={[
            { value: ANY, label: 'Any service' },
            ...(services.data ?? []).map((entry) => ({ value: entry.name, label: entry.displayName })),
          ]}
        />
        <Select
          aria-label="Team"
          className="w-full sm:w-52"
          value={team ?? ANY}
          onValueChange={(value) => set('team', value)}
          options={[{ value: ANY, label: 'Any team' }, ...teams.map((value) => ({ value, label: value }))]}
        />
      </search>
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
          phone={phoneRow}
        />
      )}
      {list.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Reading older ones' : 'Older releases'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
