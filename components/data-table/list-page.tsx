'use client';

import type { ReactNode } from 'react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { LinkedTable, type LinkedTableProps } from './linked-table';
import type { DataGroup } from './types';

type ListPageProps<Row> = Pick<
  LinkedTableProps<Row>,
  'columns' | 'groups' | 'rowId' | 'rowName' | 'hrefOf' | 'phone'
> & {
  /** Heading of the page and name of its table. */
  title: string;
  /** What these are, in a line; `empty` says it where there are none. */
  lead: ReactNode;
  empty: { title: string; detail?: string };
  query: Parameters<typeof QueryState>[0]['query'];
  /** Where one more is made, for those who may. */
  add?: { href: string; label: string } | null;
  /** What else can be done with all of them. */
  more?: ReactNode;
};

/** Rows under no heading. */
export const ungrouped = <Row,>(rows: readonly Row[]): DataGroup<Row>[] => [{ id: 'all', label: '', rows }];

/** A page that lists everything of one kind, each row with a page of its own. */
export function ListPage<Row>({
  title,
  lead,
  empty,
  query,
  add,
  more,
  hrefOf,
  groups,
  phone,
  ...table
}: ListPageProps<Row>) {
  const none = !query.isPending && !query.isError && groups.every(({ rows }) => rows.length === 0);
  const button = add ? (
    <LinkButton href={add.href} variant="primary">
      {add.label}
    </LinkButton>
  ) : null;
  const actions =
    more || button ? (
      <>
        {more}
        {button}
      </>
    ) : null;
  return (
    <>
      <PageHeader title={title} actions={actions}>
        {none ? null : <p className="max-w-prose text-sm text-ink-2">{lead}</p>}
      </PageHeader>
      <QueryState query={query}>
        {none ? (
          <Panel>
            <EmptyState {...empty} action={button} />
          </Panel>
        ) : (
          <LinkedTable {...table} label={title} groups={groups} hrefOf={hrefOf} phone={phone} />
        )}
      </QueryState>
    </>
  );
}
