'use client';

import { CellText } from '@/components/data-table/cell-text';
import type { DataColumn } from '@/components/data-table/types';
import { verdictWords } from '@/components/gates/words';
import { useAtNow } from '@/components/layout/now';
import { RailSmall } from '@/components/rail/rail-small';
import { railView } from '@/components/rail/view';
import { actsNext } from '@/components/releases/acts-next';
import { holdAt, holdMoment, leftWords } from '@/components/releases/live';
import { ReleaseStatus } from '@/components/releases/release-status';
import { useTurn } from '@/components/releases/use-turn';
import { Seen } from '@/components/status/exposure';
import { ReleaseName } from '@/components/status/release-name';
import { VerdictMark } from '@/components/status/verdict-mark';
import { formatExposure } from '@/lib/format/number';
import type { Release } from '@/lib/releases/schema';

/** Only these three cells follow the clock; the rest of a row is drawn again when its release changes. */
function RailCell({ release }: { release: Release }) {
  const hold = holdAt(
    release,
    useAtNow((now) => holdMoment(release, now)),
  );
  return <RailSmall rail={railView({ ...release, hold })} />;
}

function LeftCell({ release, stale }: { release: Release; stale: boolean }) {
  const words = useAtNow((now) => (stale ? '–' : leftWords(release, now)));
  return <span className="text-sm whitespace-nowrap text-ink-2">{words}</span>;
}

function NextCell({ release }: { release: Release }) {
  const turn = useTurn(release);
  return <CellText>{useAtNow((now) => actsNext(release, now, turn))}</CellText>;
}

const providerSilent = (release: Release): boolean => release.blockers.some((blocker) => blocker.kind === 'provider');

/** The columns of screens.md 2.1, with their widths at 1440. */
export function overviewColumns(stale: boolean): DataColumn<Release>[] {
  return [
    {
      id: 'status',
      header: 'Status',
      width: 184,
      min: 168,
      cell: (row) => <ReleaseStatus release={row} stale={stale} />,
    },
    {
      id: 'name',
      header: 'Service and version',
      fitted: true,
      width: 224,
      min: 172,
      cell: (row) => <ReleaseName {...row} tier={row.tier === 1 || row.tier === 2 || row.tier === 3 ? row.tier : 3} />,
    },
    { id: 'rings', header: 'Rings', width: 116, min: 88, cell: (row) => <RailCell release={row} /> },
    {
      id: 'asked',
      header: 'Asked',
      width: 56,
      min: 52,
      align: 'end',
      cell: (row) => <span className="text-sm whitespace-nowrap">{formatExposure(row.exposure.desired)}</span>,
    },
    {
      id: 'seen',
      header: 'Seen',
      width: 56,
      min: 52,
      align: 'end',
      cell: (row) => <Seen asked={row.exposure.desired} seen={row.exposure.observed} outdated={providerSilent(row)} />,
    },
    {
      id: 'verdict',
      header: 'Verdict',
      width: 200,
      min: 148,
      cell: (row) => (
        <VerdictMark verdict={row.verdict} className="flex">
          {verdictWords(row.gates)}
        </VerdictMark>
      ),
    },
    {
      id: 'left',
      header: 'Left',
      width: 64,
      min: 52,
      align: 'end',
      cell: (row) => <LeftCell release={row} stale={stale} />,
    },
    { id: 'next', header: 'Acts next', width: 144, min: 72, cell: (row) => <NextCell release={row} /> },
  ];
}
