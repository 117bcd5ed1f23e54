'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ForWidth } from '@/components/layout/for-width';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { DataTable } from './data-table';
import type { DataTableProps } from './types';
import { useOpenPage } from './use-open-page';

export type LinkedTableProps<Row> = Omit<DataTableProps<Row>, 'onOpen'> & {
  /** The page of a row. */
  hrefOf: (row: Row) => string;
  /** A row on a phone, where the columns do not fit; without it the table scrolls. */
  phone?: ((row: Row) => ReactNode) | undefined;
};

function PhoneRows<Row>({
  groups,
  rowId,
  hrefOf,
  phone,
}: Pick<LinkedTableProps<Row>, 'groups' | 'rowId' | 'hrefOf'> & { phone: (row: Row) => ReactNode }) {
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

/** A table whose rows have pages of their own; on a phone a list of links. */
export function LinkedTable<Row>({ hrefOf, phone, ...table }: LinkedTableProps<Row>) {
  const openPage = useOpenPage();
  const wide = <DataTable {...table} onOpen={(row, newTab) => openPage(hrefOf(row), newTab)} />;
  if (!phone) return wide;
  return (
    <>
      <ForWidth wide={false}>
        <PhoneRows groups={table.groups} rowId={table.rowId} hrefOf={hrefOf} phone={phone} />
      </ForWidth>
      <ForWidth wide>
        <div className="max-md:hidden">{wide}</div>
      </ForWidth>
    </>
  );
}
