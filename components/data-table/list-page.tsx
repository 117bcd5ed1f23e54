'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { ForWidth } from '@/components/layout/for-width';
import { PageHeader, Panel, SectionHeader } from '@/components/layout/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { DataTable } from './data-table';
import type { DataGroup, DataTableProps } from './types';
import { useOpenPage } from './use-open-page';

type ListPageProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'groups' | 'rowId' | 'rowName'> & {
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
  /** The page of a row. */
  hrefOf: (row: Row) => string;
  /** A row on a phone, where the columns do not fit; without it the table scrolls. */
  phone?: (row: Row) => ReactNode;
};

/** Rows under no heading. */
export const ungrouped = <Row,>(rows: readonly Row[]): DataGroup<Row>[] => [{ id: 'all', label: '', rows }];

function Wide({ only, children }: { only: boolean; children: ReactNode }) {
  if (!only) return children;
  return (
    <ForWidth wide>
      <div className="max-md:hidden">{children}</div>
    </ForWidth>
  );
}

type PhoneRowsProps<Row> = Required<Pick<ListPageProps<Row>, 'groups' | 'rowId' | 'hrefOf' | 'phone'>>;

function PhoneRows<Row>({ groups, rowId, hrefOf, phone }: PhoneRowsProps<Row>) {
  return (
    <div className="flex flex-col gap-4 md:hidden">
      {groups.map(({ id, label, rows }) => (
        <section key={id} aria-label={label}>
          {label === '' ? null : <SectionHeader title={`${label} ${rows.length}`} />}
          <Panel>
            <ul className="divide-y divide-border">
              {rows.map((row) => (
                <li key={rowId(row)}>
                  <Link href={hrefOf(row)} className="block px-4 py-3 no-underline">
                    {phone(row)}
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        </section>
      ))}
    </div>
  );
}

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
  const openPage = useOpenPage();
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
          <>
            {phone ? (
              <ForWidth wide={false}>
                <PhoneRows groups={groups} rowId={table.rowId} hrefOf={hrefOf} phone={phone} />
              </ForWidth>
            ) : null}
            <Wide only={phone !== undefined}>
              <DataTable
                {...table}
                label={title}
                groups={groups}
                onOpen={(row, newTab) => openPage(hrefOf(row), newTab)}
              />
            </Wide>
          </>
        )}
      </QueryState>
    </>
  );
}
