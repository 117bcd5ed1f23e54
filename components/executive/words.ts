/** The executive page's numbers in plain words. Pure; times are epoch ms. */

import {
  formatBudgetLeft,
  formatChange,
  formatCompact,
  formatCount,
  formatPlural,
  formatShare,
  NARROW,
} from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Band, Compared, Dora, Executive, ServiceHealth } from '@/lib/insights/schema';

/** How many services fit beside each other on one printed page. */
export const HEALTH_SHOWN = 8;
export const ROLLED_BACK_SHOWN = 5;

/** Those that fit, and how many do not. */
export function cut<T>(list: readonly T[], most: number): { shown: readonly T[]; more: number } {
  return { shown: list.slice(0, most), more: Math.max(0, list.length - most) };
}

/** "38 %", "overspent by 75 %" or "not measured". */
export function budgetWords({ budgetLeft }: Pick<ServiceHealth, 'budgetLeft'>): string {
  if (budgetLeft === null) return 'not measured';
  return formatBudgetLeft(budgetLeft);
}

/** "12 days at this pace", where the budget is being spent within its window. */
export function paceWords({ slo, budgetLeft }: Pick<ServiceHealth, 'slo' | 'budgetLeft'>): string | null {
  if (!slo || slo.spentInMs === null || budgetLeft === null || budgetLeft <= 0) return null;
  const days = Math.floor(slo.spentInMs / 86_400_000);
  if (days > 60) return null;
  const left = days >= 2 ? `${days} days` : formatDuration(slo.spentInMs);
  return `${left} at this pace`;
}

/** Good requests to two digits after the nines begin: "99.94 %". */
export const goodWords = ({ good }: Pick<ServiceHealth, 'good'>): string =>
  good === null ? '–' : `${formatShare(good, good > 0.999 ? 3 : 2)} good`;

export type DeliveryRow = {
  plain: string;
  term: string;
  now: string;
  before: string;
  /** The word of its band, or how little the number is made of; null where there is no number, or no such band. */
  band: string | null;
  /** Whether `band` is one. */
  banded: boolean;
  /** Twelve weeks, oldest first; null where nothing was counted. */
  weeks: readonly (number | null)[];
  /** The trend for those who hear it. */
  trend: string;
};

const short = (ms: number): string => (ms < 1000 ? `under 1${NARROW}s` : formatDuration(ms));
const perDay = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
const share = (rate: number): string => formatShare(rate);

type Row = {
  plain: string;
  term: string;
  value: Compared & { band?: Band | null; of?: number };
  /** What the number is made of: one of it, and many. */
  made?: readonly [one: string, many: string];
  words: (value: number) => string;
  week: (week: Dora['weeks'][number]) => number | null;
};

/** The five measures of delivery, the plain word first. */
export function deliveryRows({ dora }: Pick<Executive, 'dora'>): DeliveryRow[] {
  const rows: Row[] = [
    {
      plain: 'Releases a day',
      term: 'deployment frequency',
      value: dora.deploymentFrequency,
      made: ['day', 'days'],
      words: perDay,
      week: ({ started }) => started / 7,
    },
    {
      plain: 'From commit to users',
      term: 'change lead time',
      value: dora.changeLeadTimeMs,
      made: ['release', 'releases'],
      words: short,
      week: ({ leadTimeMs }) => leadTimeMs,
    },
    {
      plain: 'Releases that failed',
      term: 'change fail rate',
      value: dora.changeFailRate,
      made: ['release', 'releases'],
      words: share,
      week: ({ completed, failed }) => ratio(failed, completed + failed),
    },
    {
      plain: 'Time to recover',
      term: 'failed deployment recovery',
      value: dora.recoveryTimeMs,
      made: ['recovery', 'recoveries'],
      words: short,
      week: ({ recoveryMs }) => recoveryMs,
    },
    {
      plain: 'Unplanned rework',
      term: 'rework rate',
      value: dora.reworkRate,
      words: share,
      week: ({ started, rework }) => ratio(rework, started),
    },
  ];
  return rows.map(({ plain, term, value, made, words, week }) => {
    const weeks = dora.weeks.map(week);
    const few = value.now === null || !made || value.of === undefined ? null : fewWords(value.of, made);
    return {
      plain,
      term,
      now: value.now === null ? '–' : words(value.now),
      before: value.before === null ? '–' : words(value.before),
      band: value.band ?? few,
      banded: Boolean(value.band),
      weeks,
      trend: `${plain}, by week: ${weeks.map((one) => (one === null ? 'none' : words(one))).join(', ')}`,
    };
  });
}

const fewWords = (of: number, [one, many]: readonly [string, string]): string =>
  `${formatCount(of)} ${of === 1 ? one : many}: too few`;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** "In 30 days 6 regressions were taken back. About 1,900 people met them; about 36,000 were spared." */
export function regressionWords({ days, count, users, requests }: Executive['regressions']): string[] {
  if (count === 0) return [`No release failed in ${days} days.`];
  const met = `In ${days} days ${formatPlural(count, 'release')} failed.`;
  const people = users
    ? [
        `At least ${formatCompact(users.suffered)} people met ${users.releases < count ? formatPlural(users.releases, 'of them', 'of them') : count === 1 ? 'it' : 'them'}; about ${formatCompact(users.avoided)} more were spared.`,
      ]
    : [];
  if (!requests) return [met, ...people];
  const of =
    requests.releases === count ? '' : `${formatPlural(requests.releases, 'counts', 'count')} requests, not people: `;
  return [
    met,
    ...people,
    `${of}${of ? 'about' : 'About'} ${formatCompact(requests.suffered)} requests failed that would not have, and about ${formatCompact(requests.avoided)} more were spared.`,
  ];
}

const COST_SHOWN = 3;

/** "+1.8 % per 1,000 requests, media 2.0.0 +6.2 %"; or why nobody knows. */
export function costWords({ change, services, why }: Executive['cost']): string {
  if (change === null) return `Not known: ${why ?? 'nothing was measured'}.`;
  const each = services.length > 1 ? services.slice(0, COST_SHOWN) : [];
  const named = each.map((entry) => `${entry.service} ${formatChange(entry.change)}`).join(', ');
  const one = services.length === 1 ? ` (${services[0]?.service} ${services[0]?.version})` : '';
  return `New versions in flight: ${formatChange(change)} for each 1,000 requests${one}${named ? `; ${named}` : ''}.`;
}

/** How many people meet what hurts now, of which there are `hurting`: "about 19,000 now · 31,000 in 7 days, 60 % fewer than the week before" */
export function usersWords({ now, days7, days7Before }: Executive['usersAffected'], hurting = 0): string {
  const unknown =
    hurting > 0 ? 'not measured: telemetry does not say how many people met it' : 'nobody now, as far as is measured';
  const present = now === null ? unknown : `about ${formatCount(now)} now`;
  if (days7 === null) return present;
  if (days7 === 0 && now === null && hurting === 0) return `${present}; nobody in 7 days`;
  const week = `${formatCount(days7)} in 7 days`;
  if (!days7Before) return `${present} · ${week}`;
  const change = days7 / days7Before - 1;
  const compared =
    Math.abs(change) < 0.005
      ? 'as many as'
      : `${formatShare(Math.abs(change), 0)} ${change < 0 ? 'fewer than' : 'more than'}`;
  return `${present} · ${week}, ${compared} the week before`;
}

/** "42 begun, 37 went well, 3 failed" */
export function volumeWords({ changes }: Executive['dora']): string {
  return `${formatCount(changes.started)} begun, ${formatCount(changes.completed)} reached everyone and went well, ${formatCount(changes.failed)} failed`;
}

/** Why it was taken back, without a gate's own words where they are known: "12 times as many requests failed". */
export function plainReason(reason: string): string {
  const [, gate = '', ratio = '', edge] =
    /^([\w.-]+):? ([\d.]+)× (?:baseline|as many above ([\d.,]+\s\w+))/u.exec(reason) ?? [];
  const times = Number(ratio) >= 10 ? String(Math.round(Number(ratio))) : ratio;
  if (edge) return `${times} times as many answers took longer than ${edge.replace(/\s/, NARROW)}`;
  if (gate.includes('latency')) return `answers took ${times} times as long`;
  if (gate.includes('error')) return `${times} times as many requests failed`;
  return reason;
}
