'use client';

import { useEffect } from 'react';
import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { rateOf, valueWords } from '@/lib/cohorts/counts';
import type { Cohorts } from '@/lib/cohorts/schema';
import { formatCount, formatLatency, formatProgress, formatRatio, formatShare } from '@/lib/format/number';
import { formatMoment } from '@/lib/format/time';
import { intervalWords } from '@/lib/gates/explain';
import { type CohortsAsked, useCohorts } from '@/lib/queries/cohorts';
import { HowToSend } from './how-to-send';
import { Loaded } from './loaded';

type Row = Omit<Cohorts['items'][number], 'share' | 'standsOut'> & { share?: number | null; standsOut?: boolean };

/** Errors and latency of both cohorts by one dimension: the worst in a sentence, then every value with its arithmetic. */
export function CohortErrors({
  service,
  by,
  asked,
  onCarried,
}: {
  service: string;
  by: string;
  asked: CohortsAsked;
  onCarried: (names: readonly string[]) => void;
}) {
  const query = useCohorts(asked, by);
  const carried = query.data?.dimensions;
  useEffect(() => {
    if (carried) onCarried(carried);
  }, [carried, onCarried]);
  return (
    <Loaded query={query}>
      {(cohorts) =>
        cohorts.items.some(({ value }) => value !== '') ? (
          <Found cohorts={cohorts} />
        ) : (
          <HowToSend
            service={service}
            missing={{ kind: cohorts.items.length > 0 ? 'dimension' : 'samples', by, words: cohorts.words }}
          />
        )
      }
    </Loaded>
  );
}

function Found({ cohorts }: { cohorts: Cohorts }) {
  const { by, items, total, values } = cohorts;
  return (
    <>
      <p className="px-4 pt-3 text-base font-medium text-ink" data-worst={cohorts.worst?.value}>
        {cohorts.words}
      </p>
      {cohorts.slower ? <p className="px-4 text-base font-medium text-ink">{cohorts.slower}</p> : null}
      <p className="px-4 pb-3 text-xs text-ink-2">{windowWords(cohorts)}</p>
      <Table aria-label={`Errors by ${by}`}>
        <TableCaption className="sr-only">
          Errors by {by}, most extra failures first; {windowWords(cohorts)}
        </TableCaption>
        <TableHead>
          <tr>
            <TableHeader className="capitalize">{by}</TableHeader>
            <TableHeader className="text-right">Canary</TableHeader>
            <TableHeader className="text-right">Baseline</TableHeader>
            <TableHeader className="text-right">Effect</TableHeader>
            <TableHeader className="text-right">95 % bound</TableHeader>
            <TableHeader className="text-right">Extra failures</TableHeader>
            <TableHeader className="text-right">Of all extra</TableHeader>
            <TableHeader className="text-right">p95</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {items.map((row) => (
            <CohortRow key={row.value} by={by} row={row} />
          ))}
          <CohortRow by={by} row={{ value: `All ${formatCount(values)}`, ...total }} />
        </TableBody>
      </Table>
      {values > items.length ? (
        <p className="border-t border-border px-4 py-2 text-xs text-ink-2">
          {formatCount(values - items.length)} more with fewer extra failures are not shown.
        </p>
      ) : null}
    </>
  );
}

const windowWords = ({ from, to }: Pick<Cohorts, 'from' | 'to'>): string => {
  const end = Date.parse(to);
  return `${formatMoment(Date.parse(from), end)} to ${formatMoment(end, end)} UTC, both versions in the same window. Bounds hold for all rows together.`;
};

function CohortRow({ by, row }: { by: string; row: Row }) {
  const bad = row.standsOut ?? false;
  return (
    <TableRow className={bad ? 'bg-failing-tint hover:bg-failing-tint' : ''}>
      <TableCell className="max-w-72 truncate font-medium text-ink" title={row.value}>
        {row.value === '' ? <span className="text-ink-2">{valueWords(by, '')}</span> : row.value}
        {bad ? <span className="ml-2 text-xs font-medium text-failing-text">worse</span> : null}
      </TableCell>
      <CountsCell counts={row.canary} />
      <CountsCell counts={row.baseline} muted />
      <TableCell className="text-right whitespace-nowrap">
        {row.effect === null ? '–' : formatRatio(row.effect)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-ink-2">{intervalWords(row) ?? '–'}</TableCell>
      <TableCell className="text-right">{extraWords(row.extraFailures)}</TableCell>
      <TableCell className="text-right whitespace-nowrap">{shareWords(row.share)}</TableCell>
      <LatencyCell of={row.latency} />
    </TableRow>
  );
}

function CountsCell({ counts, muted = false }: { counts: Row['canary']; muted?: boolean }) {
  const rate = rateOf(counts);
  return (
    <TableCell className={muted ? 'text-right whitespace-nowrap text-ink-2' : 'text-right whitespace-nowrap text-ink'}>
      {rate === null ? 'no requests' : formatShare(rate)}
      {rate === null ? null : (
        <span className="block text-xs text-ink-3">
          {formatCount(counts.errors)} of {formatCount(counts.requests)}
        </span>
      )}
    </TableCell>
  );
}

const milliseconds = (value: number | null): string => (value === null ? 'none' : formatLatency(value));

function LatencyCell({ of: { canary, baseline } }: { of: Row['latency'] }) {
  if (canary === null && baseline === null) return <TableCell className="text-right">–</TableCell>;
  return (
    <TableCell className="text-right whitespace-nowrap text-ink">
      {milliseconds(canary)}
      <span className="block text-xs text-ink-3">baseline {milliseconds(baseline)}</span>
    </TableCell>
  );
}

const extraWords = (extra: number): string => (Math.abs(extra) < 0.5 ? '0' : formatCount(Math.round(extra)));
const shareWords = (share: number | null | undefined): string =>
  share === undefined ? '' : share === null || share < 0.005 ? '–' : formatProgress(share);
