/** What pages say of an SLO. Pure; times are epoch ms. */

import { formatBudgetLeft, formatCount, formatLatency, formatShare } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import { DAY_MS } from '@/lib/shared/utc-day';
import type { SloDetail, SloStanding, SloView } from '@/lib/slos/schema';

type Named = Pick<SloView, 'slo' | 'displayName' | 'window'>;

const WINDOWS: Record<string, string> = {
  day: 'each day',
  week: 'each week',
  month: 'each month',
  quarter: 'each quarter',
  year: 'each year',
};

/** "30 d", "each month" */
export const windowWords = (window: string): string =>
  WINDOWS[window] ?? window.replace(/(\d+)([dhms])/g, '$1\u202f$2 ').trim();

export const nameOf = ({ slo, displayName }: Named): string => displayName ?? slo;

/** What counts as good. */
export function sliWords({ sli, budget, slice }: Pick<SloView, 'sli' | 'budget' | 'slice'>): string {
  const of = (): string => {
    switch (sli.kind) {
      case 'ratio':
        return sli.value === undefined ? 'requests without an error' : `good ${sli.value}`;
      case 'latency':
        return `requests within ${formatLatency(sli.thresholdMs)}`;
      case 'promql':
        return sli.value === undefined ? 'good events by PromQL' : `a PromQL value ${sli.op} ${sli.threshold}`;
    }
  };
  if (budget === 'events') return of();
  const length = slice?.length === '5m' ? 'five minutes' : 'a minute';
  return `${of()}; time counts, ${length} at a time${slice ? `, good from ${formatShare(slice.target)} on` : ''}`;
}

/** As many digits as a budget needs to show: 0.99938 of 99.9 % → "99.938 %". */
export function attainedWords(standing: Pick<SloStanding, 'attained'> | null, objective: number): string {
  if (!standing || standing.attained === null) return '–';
  const digits = Math.min(6, Math.max(1, Math.ceil(-Math.log10(1 - objective))));
  return formatShare(standing.attained, digits);
}

/** The objective without rounding: 0.9995 → "99.95 %". */
export const objectiveWords = (objective: number): string => formatShare(objective, 7);

/** "38 %", "overspent by 12 %", "no data". */
export function remainingWords(standing: Pick<SloStanding, 'remaining'> | null): string {
  if (!standing) return 'being counted';
  if (standing.remaining === null) return 'no data';
  return formatBudgetLeft(standing.remaining);
}

/** "38 % of the budget is left", "the budget is overspent by 12 %" */
export const leftWords = (standing: Pick<SloStanding, 'remaining'> | null): string =>
  (standing?.remaining ?? 0) < 0
    ? `the budget is ${remainingWords(standing)}`
    : `${remainingWords(standing)} of the budget is left`;

const span = (minutes: number): string => {
  const text = formatDuration(Math.abs(minutes) * 60_000);
  const seconds = Math.round((Math.abs(minutes) % 1) * 60);
  const exact = Math.abs(minutes) < 60 && Math.abs(minutes) >= 1 && seconds > 0 ? `${text} ${seconds}\u202fs` : text;
  return minutes < 0 ? `−${exact}` : exact;
};

/** "16 min 25 s of 43 min 12 s" */
export function minutesWords(standing: Pick<SloStanding, 'minutes'>): string {
  const { allowed, remaining } = standing.minutes;
  return remaining === null ? `of ${span(allowed)}` : `${span(remaining)} of ${span(allowed)}`;
}

/** "620 of 1,000 events" */
export function eventsWords({ events }: Pick<SloStanding, 'events'>): string {
  if (events.allowed === null || events.remaining === null)
    return `${formatCount(events.bad)} bad of ${formatCount(events.total)} events`;
  return `${formatCount(Math.floor(events.remaining))} of ${formatCount(Math.floor(events.allowed))} bad events`;
}

export const rateWords = (rate: number | null | undefined): string => {
  if (rate === null || rate === undefined) return '–';
  return rate >= 100 ? formatCount(Math.round(rate)) : String(Number(rate.toFixed(rate < 10 ? 1 : 0)));
};

/** "3.1 · 1.2 · 0.9" over 1 h, 6 h and 3 d. */
export const burnWords = (standing: SloStanding | null): string =>
  standing ? ['1h', '6h', '3d'].map((window) => rateWords(standing.burnRates[window as '1h'])).join(' · ') : '–';

/** Nearer than this the hours count. */
const HOURS_COUNT_MS = 3 * DAY_MS;
const wholeDays = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** No pace says anything of so far ahead. */
const FAR_MS = 366 * DAY_MS;

/** "spent in 9 d at this pace"; "lasts at this pace" where that is more than a year ahead. */
export function paceWords(standing: Pick<SloStanding, 'exhaustion' | 'remaining'>): string {
  const { inMs } = standing.exhaustion;
  if (standing.remaining === null) return '';
  if (inMs === null || inMs > FAR_MS) return 'lasts at this pace';
  return inMs <= 0
    ? 'spent'
    : `spent in ${formatDuration(inMs < HOURS_COUNT_MS ? inMs : wholeDays(inMs))} at this pace`;
}

/** "releases 41 %, the rest 59 %" of what was spent. */
export function spentWords({ attribution }: Pick<SloDetail, 'attribution'>): string {
  const all = attribution.reduce((sum, { share }) => sum + share, 0);
  if (all <= 0) return 'nothing';
  const releases = attribution.reduce((sum, { releasing }) => sum + releasing, 0) / all;
  return `releases ${formatShare(releases, 0)}, the rest ${formatShare(1 - releases, 0)}`;
}

/** "doing: why. What next": how the budget stands, in a line. */
export function firstLine(
  slo: Pick<SloView, 'objective' | 'window' | 'minEvents'>,
  standing: SloStanding | null,
): string {
  if (!standing) return 'Being counted for the first time: that takes up to a minute.';
  const left = `${leftWords(standing)}, ${minutesWords(standing)}`;
  const firing = standing.alerts.find(({ state }) => state === 'firing');
  switch (standing.status) {
    case 'no_data':
      return standing.remaining === null
        ? 'No data: nothing was counted in this window, so nobody knows whether the promise is kept.'
        : `No data for an hour: before that, ${left}. Silence is neither good nor bad.`;
    case 'exhausted':
      return `The budget is spent: ${attainedWords(standing, slo.objective)} good where ${objectiveWords(slo.objective)} was promised, ${minutesWords(standing)} left.`;
    case 'burning':
      return `Burning ${rateWords(firing?.longRate)} times as fast as allowed over ${windowWords(firing?.long ?? '')}: ${left}; ${paceWords(standing)}.`;
    case 'low_traffic':
      return `Within budget: ${left}. Fewer than ${formatCount(slo.minEvents)} events in the last hour, too few to page by.`;
    case 'healthy':
      return `Within budget: ${left}; ${paceWords(standing)}.`;
  }
}
