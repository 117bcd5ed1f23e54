import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { LatencyHeatmap } from '@/lib/cohorts/schema';
import { formatCount, formatShare } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import type { Grid } from './heat-grid';

const SIDES = ['canary', 'baseline'] as const;

/** The heatmap as a table, newest first: always there for screen readers, in view when asked for. */
export function HeatTable({ heat, grid, shown }: { heat: LatencyHeatmap; grid: Grid; shown: boolean }) {
  const rows = SIDES.flatMap((side) => heat[side].map((column) => ({ side, ...column })));
  rows.sort((a, b) => (a.at === b.at ? (a.side < b.side ? 1 : -1) : a.at < b.at ? 1 : -1));
  return (
    <div className={shown ? 'relative max-h-96 overflow-y-auto' : 'sr-only'}>
      <Table aria-label="Latency over time, as a table">
        <TableCaption>Share of the requests in each band of latency, newest first</TableCaption>
        <TableHead>
          <tr>
            <TableHeader>Time UTC</TableHeader>
            <TableHeader>Cohort</TableHeader>
            <TableHeader className="text-right">Requests</TableHeader>
            {grid.bands.map((band) => (
              <TableHeader key={band} className="text-right">
                {band}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ side, at, requests, counts }) => (
            <TableRow key={`${side} ${at}`}>
              <TableCell className="whitespace-nowrap">{formatClock(Date.parse(at))}</TableCell>
              <TableCell>{side}</TableCell>
              <TableCell className="text-right">{formatCount(requests)}</TableCell>
              {grid.bands.map((band, i) => (
                <TableCell key={band} className="text-right whitespace-nowrap">
                  {(counts[i] ?? 0) === 0 ? '–' : formatShare((counts[i] ?? 0) / requests)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
