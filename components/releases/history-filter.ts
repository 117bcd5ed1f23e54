/** The filter of the history, kept in the address. Pure. */

import type { Status } from '@/lib/releases/schema';
import { STATUSES } from '@/lib/releases/status';

export const HISTORY_KEYS = ['q', 'status', 'service', 'team', 'by', 'from', 'to'] as const;
export type HistoryKey = (typeof HISTORY_KEYS)[number];
/** What each field holds; empty for any. Days are UTC, as they were picked. */
export type HistoryFilter = Record<HistoryKey, string>;

export function historyFilterOf(params: Pick<URLSearchParams, 'get'>): HistoryFilter {
  const of = (key: HistoryKey): string => params.get(key) ?? '';
  const status = STATUSES.find((value: Status) => value === of('status')) ?? '';
  return { q: of('q'), status, service: of('service'), team: of('team'), by: of('by'), from: of('from'), to: of('to') };
}

export const isFiltered = (filter: HistoryFilter): boolean => HISTORY_KEYS.some((key) => filter[key].trim() !== '');

/** The beginning of a UTC day, or of the next one; nothing for what is no day. */
function dayStart(day: string, after = 0): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) ? new Date(at + after).toISOString() : '';
}

/** As the API is asked; the day it ends on belongs to it. */
export function historyQuery(filter: HistoryFilter): string {
  const asked = { ...filter, from: dayStart(filter.from), to: dayStart(filter.to, 86_400_000) };
  const pairs = HISTORY_KEYS.map((key) => [key, asked[key].trim()] as const).filter(([, value]) => value !== '');
  return new URLSearchParams(pairs.map(([key, value]) => [key, value])).toString();
}

/** As the address keeps it. */
export const historyAddress = (filter: HistoryFilter): string =>
  new URLSearchParams(HISTORY_KEYS.filter((key) => filter[key] !== '').map((key) => [key, filter[key]])).toString();
