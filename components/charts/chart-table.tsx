'use client';

import { useState } from 'react';
import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatProgress, formatRatio } from '@/lib/format/number';
import { formatClock, formatMinute } from '@/lib/format/time';
import { formatValue, tableRows } from './chart-math';
import type { CanaryChartView, ChartPoint } from './types';

/** The release before stands in a column of its own where it is laid over. */
const columnsOf = ({ previous }: CanaryChartView): string[] =>
  previous ? [...COLUMNS, `${previous.name} then`] : COLUMNS;

const COLUMNS = [
  'Time UTC',
  'Step',
  'Canary',
  'Baseline',
  'Ratio',
  'Limit',
  'Canary requests',
  'Baseline requests',
  'Worse %',
  'Fine %',
];

function cellsOf(point: ChartPoint, view: CanaryChartView): string[] {
  const value = (number: number | null | undefined) =>
    number === null || number === undefined ? '–' : formatValue(number, view.unit);
  const share = (number: number | null | undefined) =>
    number === null || number === undefined ? '–' : formatProgress(number).replace(/[\u202f ]%$/u, '');
  const ratio = point.canary !== null && point.baseline ? formatRatio(point.canary / point.baseline) : '–';
  return [
    formatClock(point.t),
    point.step === undefined ? '–' : String(point.step),
    value(point.canary),
    value(point.baseline),
    ratio,
    value(point.limit),
    point.canaryCount ?? '–',
    point.baselineCount ?? '–',
    share(point.worse),
    share(point.fine),
    ...(view.previous ? [previousAt(view, point.t)] : []),
  ];
}

function previousAt({ previous, bucketMs, unit }: CanaryChartView, t: number): string {
  const found = previous?.points.find((point) => Math.abs(point.t - t) <= bucketMs / 2);
  return found ? formatValue(found.value, unit) : '–';
}

/**
 * The chart as a table: always there for screen readers, in view after `T`. It stands still while it is read and takes
 * the newest numbers when the focus comes in.
 */
export function ChartTable({ view, shown }: { view: CanaryChartView; shown: boolean }) {
  const [taken, setTaken] = useState(view);
  const [wasShown, setWasShown] = useState(shown);
  if (shown !== wasShown) {
    setWasShown(shown);
    setTaken(view);
  }
  const columns = columnsOf(taken);
  const rows = tableRows(taken.points, taken.bucketMs, taken.worseIs);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that the focus came in
    <div className={shown ? 'mt-3 relative max-h-96 overflow-y-auto' : 'sr-only'} onFocus={() => setTaken(view)}>
      <Table aria-label={`${taken.title}, as a table`} unseen={!shown}>
        <TableCaption>
          {taken.title}, {formatMinute(taken.from)} to {formatMinute(taken.to)} UTC, verdict{' '}
          {taken.verdict?.replace('_', ' ') ?? 'none yet'}, as of {formatClock(taken.to)}
        </TableCaption>
        <TableHead>
          <tr>
            {columns.map((column) => (
              <TableHeader key={column}>{column}</TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) =>
            'from' in row ? (
              <TableRow key={`gap-${row.from}`}>
                <TableCell colSpan={columns.length} className="text-ink-2">
                  no data {formatMinute(row.from)} – {formatMinute(row.to)}
                </TableCell>
              </TableRow>
            ) : (
              <TableRow key={row.t}>
                {cellsOf(row, taken).map((cell, index) => (
                  <TableCell key={columns[index]} className="whitespace-nowrap">
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            ),
          )}
        </TableBody>
      </Table>
    </div>
  );
}
