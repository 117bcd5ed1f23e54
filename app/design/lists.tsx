'use client';

import { CellText } from '@/components/data-table/cell-text';
import { ListPage, ungrouped } from '@/components/data-table/list-page';
import { CopyLink } from '@/components/layout/copy-link';
import { ListSection } from '@/components/layout/list-section';
import { Facts, Panel, SectionHeader } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { NOW } from './samples';
import { Section } from './section';

type Row = { name: string; team: string; tier: string };
const ROWS: Row[] = [
  { name: 'checkout', team: 'storefront', tier: 'tier 1' },
  { name: 'search', team: 'discovery', tier: 'tier 1' },
  { name: 'a service with a name that does not fit into its column', team: 'platform', tier: 'tier 3' },
];
const READ = { isPending: false, isError: false, error: null, refetch: () => undefined };

const COLUMNS = [
  { id: 'name', header: 'Service', width: 232, cell: (row: Row) => <CellText>{row.name}</CellText> },
  { id: 'team', header: 'Team', width: 160, cell: (row: Row) => <CellText>{row.team}</CellText> },
  { id: 'tier', header: 'Tier', width: 64, cell: (row: Row) => <CellText>{row.tier}</CellText> },
];

const GATES = [
  ['errors', '0.47 %', '0.43 %', '1.10×'],
  ['latency p99', '412 ms', '405 ms', '+1.7 %'],
];

/** Lists: a page of them, a panel of rows, a plain table, terms with their values. */
export function Lists() {
  return (
    <Section title="Lists and tables">
      <ListPage
        title="Services"
        lead="Each has a plan, a provider and telemetry."
        empty={{ title: 'No service yet.' }}
        query={READ}
        columns={COLUMNS}
        groups={ungrouped(ROWS)}
        rowId={(row) => row.name}
        rowName={(row) => row.name}
        hrefOf={() => '/services'}
        more={<CopyLink />}
        phone={(row) => (
          <>
            <span className="block truncate text-base font-medium text-ink">{row.name}</span>
            <span className="text-sm text-ink-2">
              {row.team} · {row.tier}
            </span>
          </>
        )}
      />
      <ListSection title="Waits for you" items={ROWS.slice(0, 2)}>
        {(row) => (
          <li key={row.name} className="flex items-center justify-between px-4 py-2 text-sm">
            <span className="text-ink">{row.name} asks for broad 5 %</span>
            <span className="text-ink-2">
              asked <Time at={NOW - 18 * 60_000} as="age" />, open until <Time at={NOW + 86_400_000} />, left{' '}
              <Time at={NOW + 50_000} as="left" />
            </span>
          </li>
        )}
      </ListSection>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <div>
          <SectionHeader title="Gates" />
          <Panel className="overflow-hidden">
            <Table>
              <TableCaption className="px-4 pt-2">Gates of catalog 1.88.0 at early 25 %</TableCaption>
              <TableHead>
                <TableRow>
                  <TableHeader>Gate</TableHeader>
                  <TableHeader>Canary</TableHeader>
                  <TableHeader>Baseline</TableHeader>
                  <TableHeader>Effect</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {GATES.map(([name, ...values]) => (
                  <TableRow key={name}>
                    <TableCell>{name}</TableCell>
                    {values.map((value) => (
                      <TableCell key={value}>{value}</TableCell>
                    ))}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Panel>
        </div>
        <Facts
          items={[
            { term: 'Asked', value: '25 %' },
            { term: 'Provider reports', value: '25 %, confirmed 14:09:11 in 7 s' },
            { term: 'Last known good', value: <span className="font-mono">1.87.4</span> },
          ]}
        />
      </div>
    </Section>
  );
}
