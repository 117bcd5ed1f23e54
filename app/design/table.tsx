'use client';

import { Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { DataColumn } from '@/components/data-table/types';
import { FirstLine } from '@/components/layout/first-line';
import { RailSmall } from '@/components/rail/rail-small';
import { railView } from '@/components/rail/view';
import { Seen } from '@/components/status/exposure';
import { ReleaseName } from '@/components/status/release-name';
import { StatusBadge } from '@/components/status/status-badge';
import { VerdictMark } from '@/components/status/verdict-mark';
import type { StatusVariant } from '@/components/status/vocabulary';
import { Button, IconButton } from '@/components/ui/button';
import { formatExposure } from '@/lib/format/number';
import type { Verdict } from '@/lib/gates/schema';
import { type RailSample, sampleRelease } from './samples';
import { Section } from './section';

type Sample = {
  id: string;
  variant: StatusVariant;
  service: string;
  version: string;
  from: string;
  tier: 1 | 2 | 3;
  rail: RailSample;
  verdict: Verdict | null;
  words: string;
  left: string;
  next: string;
  line?: string;
};

const HOT: Sample[] = [
  {
    id: 'search',
    variant: 'rollback_failed',
    service: 'search',
    version: '8.0.3',
    from: '8.0.2',
    tier: 1,
    rail: sampleRelease('rollback_failed', 3, { desired: 0, observed: 5 }),
    verdict: 'fail',
    words: 'errors 4.2×',
    left: '–',
    next: 'You, by hand',
    line: 'Not rolled back: users still see 8.0.3 at broad 5 %. The provider refused 25 times (“locked”).',
  },
  {
    id: 'checkout',
    variant: 'paused_failing',
    service: 'checkout',
    version: '2.4.1',
    from: '2.4.0',
    tier: 1,
    rail: sampleRelease('paused', 3),
    verdict: 'fail',
    words: 'errors 3.1×',
    left: '–',
    next: 'You',
    line: 'Paused at broad 5 %: errors 3.1× baseline, limit 1.5×. This plan does not roll back by itself.',
  },
];
const NEEDS: Sample[] = [
  {
    id: 'payments',
    variant: 'awaiting_approval',
    service: 'payments',
    version: '5.12.0',
    from: '5.11.3',
    tier: 1,
    rail: sampleRelease('awaiting_approval', 3, { desired: 100 }),
    verdict: 'pass',
    words: '3 of 3 gates',
    left: '–',
    next: 'payments-leads',
    line: 'Waiting for 1 of 2 approvals from payments-leads: early 100 % → broad 5 %. Asked 18 min ago.',
  },
];
const CALM: Sample[] = Array.from({ length: 10_000 }, (_, index) => ({
  id: `calm-${index}`,
  variant: index % 3 === 0 ? 'applying' : 'holding',
  service: `service-${index}`,
  version: `1.${index}.0`,
  from: `1.${index - 1}.0`,
  tier: 2,
  rail: sampleRelease(index % 3 === 0 ? 'applying' : 'holding', index % 6, { elapsed: index % 15 }),
  verdict: index % 4 === 0 ? 'inconclusive' : 'pass',
  words: index % 4 === 0 ? 'errors 59 %' : '3 of 3 gates',
  left: '~ 6 min',
  next: 'Rampart',
}));

const COLUMNS: DataColumn<Sample>[] = [
  { id: 'status', header: 'Status', width: 168, min: 156, cell: (row) => <StatusBadge variant={row.variant} /> },
  {
    id: 'name',
    header: 'Service and version',
    fitted: true,
    width: 232,
    cell: (row) => (
      <ReleaseName service={row.service} version={row.version} baselineVersion={row.from} tier={row.tier} />
    ),
  },
  { id: 'rings', header: 'Rings', width: 136, cell: (row) => <RailSmall rail={railView(row.rail)} /> },
  {
    id: 'asked',
    header: 'Asked',
    width: 56,
    min: 52,
    align: 'end',
    cell: (row) => <span className="text-sm">{formatExposure(row.rail.exposure.desired)}</span>,
  },
  {
    id: 'seen',
    header: 'Seen',
    width: 56,
    min: 52,
    align: 'end',
    cell: (row) => <Seen asked={row.rail.exposure.desired} seen={row.rail.exposure.observed} />,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 160,
    cell: (row) => <VerdictMark verdict={row.verdict}>{row.words}</VerdictMark>,
  },
  {
    id: 'left',
    header: 'Left',
    width: 64,
    align: 'end',
    cell: (row) => <span className="text-sm text-ink-2">{row.left}</span>,
  },
  {
    id: 'next',
    header: 'Acts next',
    width: 144,
    cell: (row) => <span className="block truncate text-sm text-ink-2">{row.next}</span>,
  },
];

const idOf = (row: Sample) => row.id;

export function TableSample() {
  const [said, setSaid] = useState('');
  const groups = useMemo(
    () => [
      { id: 'hurting', label: 'Hurting', rows: HOT },
      { id: 'needs', label: 'Needs a human', rows: NEEDS },
      { id: 'running', label: 'Running', rows: CALM },
    ],
    [],
  );
  return (
    <Section title="Data table, 10,003 rows">
      <p className="text-sm text-ink-2" data-said="">
        {said}
      </p>
      <DataTable
        label="Releases in flight"
        columns={COLUMNS}
        groups={groups}
        rowId={idOf}
        rowName={(row) => `${row.service} ${row.version}`}
        onOpen={(row) => setSaid(`open ${row.id}`)}
        onPeek={(row) => setSaid(`peek ${row.id}`)}
        tone={(row) => (row.line && row.verdict === 'fail' ? 'failing' : undefined)}
        detail={(row) =>
          row.line ? (
            <>
              <FirstLine as="row" line={row.line} className="flex-1" />
              <Button size="sm" variant={row.verdict === 'fail' ? 'failing' : 'outline'} shortcut="R">
                Roll back
              </Button>
            </>
          ) : null
        }
        actions={() => (
          <>
            <Button size="sm">Pause</Button>
            <IconButton size="sm" label="More">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          </>
        )}
      />
    </Section>
  );
}
