import { formatCount, formatProgress, formatShare } from '@/lib/format/number';
import { type Counts, rateOf, valueWords } from './counts';
import { type CohortRow, isAlike, type Place } from './rank';

export const IN: Record<string, string> = { node: 'on', pod: 'on', dependency: 'through', route: 'at' };

const rateWords = (counts: Counts): string => {
  const rate = rateOf(counts);
  return rate === null ? 'none' : formatShare(rate);
};

/** "/pay in eu-west: 4.1 % against 0.4 %; 82 % of the extra failures." */
export function worstWords(by: string, worst: CohortRow, places: readonly Place[]): string {
  const where = places.map((place) => ` ${IN[place.dimension] ?? 'in'} ${place.value}`).join('');
  const against = worst.baseline.requests > 0 ? `against ${rateWords(worst.baseline)}` : 'never served by the baseline';
  const share = worst.share === null ? '' : `; ${formatProgress(worst.share)} of the extra failures`;
  return `${valueWords(by, worst.value)}${where}: ${rateWords(worst.canary)} ${against}${share}.`;
}

/** "Not the node: errors rise at every node alike, at /pay: 3 % against 0.02 %." */
function alikeWords(by: string, places: readonly Place[], { canary, baseline }: Told['total']): string {
  const where = places.map((place) => ` ${IN[place.dimension] ?? 'in'} ${place.value}`).join('');
  return `Not the ${by}: errors rise ${IN[by] ?? 'in'} every ${by} alike${where && `,${where}`}: ${rateWords(canary)} against ${rateWords(baseline)} in all.`;
}

type Told = {
  by: string;
  rows: readonly CohortRow[];
  worst: CohortRow | null;
  places: readonly Place[];
  total: { canary: Counts; baseline: Counts };
};

/** The one sentence above the table: the worst named, or why nothing is. */
export function cohortWords({ by, rows, worst, places, total }: Told): string {
  if (rows.length === 0 || total.canary.requests + total.baseline.requests === 0)
    return 'No samples of either cohort in this window.';
  if (rows.every(({ value }) => value === '')) return `Samples carry no ${by}: send it to see where errors rise.`;
  if (total.canary.requests === 0) return 'No requests of the canary in this window.';
  if (worst) return isAlike(worst, rows) ? alikeWords(by, places, total) : worstWords(by, worst, places);
  if (total.baseline.requests === 0)
    return `Nothing to compare with: the baseline served no requests in this window. The canary fails ${rateWords(total.canary)}.`;
  const most = rows[0];
  const hint =
    most && most.extraFailures >= 1
      ? ` Most extra failures so far: ${valueWords(by, most.value)}, about ${formatCount(Math.round(most.extraFailures))}.`
      : '';
  return `No ${by} is proven to fail more than its baseline; ${formatCount(rows.length)} compared.${hint}`;
}
