import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, TableBody, TableCaption, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatCount } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import type { SampleRow } from './samples-of';
import { sliValue } from './words';

const SHOWN = 60;

const sum = (rows: readonly SampleRow[], key: 'canaryCount' | 'canaryErrors' | 'baselineCount' | 'baselineErrors') =>
  rows.reduce((all, row) => all + row[key], 0);

/** What was counted since the step began, bucket by bucket, newest first, under the sum of all. Null while it is read. */
export function ExplainSamples({
  sli,
  rows,
  saidAt,
}: {
  sli: string;
  rows: readonly SampleRow[] | null;
  /** When the verdict was first said, epoch ms. */
  saidAt: number | null;
}) {
  if (rows === null) return <SkeletonRows rows={4} />;
  if (rows.length === 0) return <p className="text-sm text-ink-2">No samples since the step began.</p>;
  const rates = sli === 'error_rate';
  const cell = (value: number | null, errors: number, requests: number): string => {
    if (requests === 0 && value === null) return '–';
    const counts = rates ? `${formatCount(errors)} of ${formatCount(requests)}` : formatCount(requests);
    return `${sliValue(sli, value)} (${counts})`;
  };
  const whole = (side: 'canary' | 'baseline'): string => {
    const [requests, errors] = [sum(rows, `${side}Count`), sum(rows, `${side}Errors`)];
    return rates ? cell(requests > 0 ? errors / requests : null, errors, requests) : formatCount(requests);
  };
  return (
    <>
      {saidAt === null ? null : (
        <p className="mb-2 text-xs text-ink-2">
          The verdict was given at {formatClock(saidAt)}, on what had arrived by then; the table has later samples too.
        </p>
      )}
      <div className="relative max-h-72 overflow-y-auto rounded-control border border-border">
        <Table aria-label="Samples">
          <TableCaption className="sr-only">What was counted since the step began, newest first</TableCaption>
          <TableHead>
            <tr>
              <TableHeader>Time UTC</TableHeader>
              <TableHeader className="text-right">Canary</TableHeader>
              <TableHeader className="text-right">Baseline</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            <TableRow className="font-medium">
              <TableCell>Since the step began</TableCell>
              <TableCell className="text-right whitespace-nowrap">{whole('canary')}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{whole('baseline')}</TableCell>
            </TableRow>
            {rows.slice(0, SHOWN).map((row) => (
              <TableRow key={row.at}>
                <TableCell>{formatClock(row.at)}</TableCell>
                <TableCell className="text-right whitespace-nowrap">
                  {cell(row.canary, row.canaryErrors, row.canaryCount)}
                </TableCell>
                <TableCell className="text-right whitespace-nowrap text-ink-2">
                  {cell(row.baseline, row.baselineErrors, row.baselineCount)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {rows.length > SHOWN ? (
          <p className="px-4 py-2 text-xs text-ink-2">
            {rows.length - SHOWN} earlier buckets are in the answer of the query.
          </p>
        ) : null}
      </div>
    </>
  );
}
