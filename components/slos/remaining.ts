/** How much of a budget is left, in words and in weight. Apart from the words of SLO pages, so that others stay small. Pure. */

import { formatBudgetLeft } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { SloStanding } from '@/lib/slos/schema';

/** A pace that would take longer than this says nothing to whoever decides today. */
const SOON_MS = 90 * 86_400_000;

type Standing = Pick<SloStanding, 'remaining' | 'status' | 'exhaustion'>;

/** "92 % left, lasts at this pace", "overspent by 12 %", "no data". */
export function remainingWords(standing: Standing | null): string {
  if (!standing) return 'is being counted';
  if (standing.remaining === null) return 'has no data';
  const share = formatBudgetLeft(standing.remaining);
  if (standing.remaining <= 0) return standing.remaining < 0 ? share : 'spent';
  const { inMs } = standing.exhaustion;
  const pace = inMs !== null && inMs > 0 && inMs < SOON_MS ? `, spent in ${formatDuration(inMs)} at this pace` : '';
  return `${share} left${pace}`;
}

/** A budget that is spent or burning calls for a second look. */
export const remainingTone = (standing: Standing | null): string =>
  standing?.status === 'exhausted' || standing?.status === 'burning' ? 'font-medium text-needs-text' : 'text-ink';
