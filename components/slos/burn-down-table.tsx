import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { formatCount, formatShare } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { BurnDown } from '@/lib/slos/schema';

type Day = { at: number; remaining: number; total: number; bad: number };

/** Hours added up to days: what a person can read. */
function daysOf({ points }: Pick<BurnDown, 'points'>): Day[] {
  const days = new Map<string, Day>();
  for (const { at, remaining, total, bad } of points) {
    // A point stands for the hour that ended then.
    const begun = Date.parse(at) - 1;
    const key = new Date(begun).toISOString().slice(0, 10);
    const day = days.get(key);
    days.set(key, { at: begun, remaining, total: total + (day?.total ?? 0), bad: bad + (day?.bad ?? 0) });
  }
  return [...days.values()].reverse();
}

/** The chart's numbers, for those who cannot or would not see it. */
export function BurnDownTable({ data }: { data: BurnDown }) {
  const now = Date.parse(data.now);
  return (
    <details className="text-sm text-ink-2">
      <summary className="w-fit rounded-pill py-1 hover:text-ink">Numbers by day</summary>
      <Table aria-label="What was left of the budget by day" className="mt-1">
        <TableHead>
          <tr>
            <TableHeader>Day, UTC</TableHeader>
            <TableHeader>Left at its end</TableHeader>
            <TableHeader>Events</TableHeader>
            <TableHeader>Bad</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {daysOf(data).map((day) => (
            <TableRow key={day.at}>
              <TableCell>{formatDate(day.at, now)}</TableCell>
              <TableCell>{formatShare(day.remaining, 1)}</TableCell>
              <TableCell>{formatCount(day.total)}</TableCell>
              <TableCell>{formatCount(day.bad)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  );
}
