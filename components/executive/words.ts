/** The executive page's numbers in plain words. Pure; times are epoch ms. */

import { formatBudgetLeft, formatCount, formatShare, NARROW } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Compared, Executive, ServiceHealth } from '@/lib/insights/schema';

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

export type DeliveryRow = { plain: string; term: string; now: string; before: string };

const each = (value: Compared, words: (number: number) => string): Pick<DeliveryRow, 'now' | 'before'> => ({
  now: value.now === null ? '–' : words(value.now),
  before: value.before === null ? '–' : words(value.before),
});

const short = (ms: number): string => (ms < 1000 ? 'under 1\u202fs' : formatDuration(ms));

const perDay = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });

/** The four measures of delivery, the plain word first. */
export function deliveryRows({ dora }: Pick<Executive, 'dora'>): DeliveryRow[] {
  return [
    { plain: 'Releases a day', term: 'deployment frequency', ...each(dora.deploymentFrequency, perDay) },
    { plain: 'From commit to users', term: 'change lead time', ...each(dora.changeLeadTimeMs, formatDuration) },
    {
      plain: 'Releases that failed',
      term: 'change fail rate',
      ...each(dora.changeFailRate, (rate) => formatShare(rate)),
    },
    { plain: 'Time to recover', term: 'failed deployment recovery', ...each(dora.recoveryTimeMs, short) },
  ];
}

/** How many people meet what hurts now, of which there are `hurting`: "about 19,000 now · 31,000 in 7 days, 60 % fewer than the week before" */
export function usersWords({ now, days7, days7Before }: Executive['usersAffected'], hurting = 0): string {
  const unknown =
    hurting > 0 ? 'not measured: telemetry does not say how many people met it' : 'nobody now, as far as is measured';
  const present = now === null ? unknown : `about ${formatCount(now)} now`;
  if (days7 === null) return present;
  const week = `${formatCount(days7)} in 7 days`;
  if (!days7Before) return `${present} · ${week}`;
  const change = days7 / days7Before - 1;
  const compared =
    Math.abs(change) < 0.005
      ? 'as many as'
      : `${formatShare(Math.abs(change), 0)} ${change < 0 ? 'fewer than' : 'more than'}`;
  return `${present} · ${week}, ${compared} the week before`;
}

/** "42 went out, 3 were taken back" */
export function volumeWords({ changes }: Executive['dora']): string {
  return `${formatCount(changes.started)} begun, ${formatCount(changes.completed)} reached everyone, ${formatCount(changes.failed)} taken back`;
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
