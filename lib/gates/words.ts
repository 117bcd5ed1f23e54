import type { Measure } from './measure';

const integer = (n: number): string => Math.round(n).toLocaleString('en-US');
const significant = (n: number): string => (Math.abs(n) >= 100 ? integer(n) : String(Number(n.toPrecision(3))));

/** A value of an SLI in words: `0.47 %`, `412 ms`, `3.11`. */
export function valueWords(sli: string, value: number): string {
  if (sli === 'error_rate') return `${significant(value * 100)} %`;
  if (sli.startsWith('latency_')) return `${significant(value)} ms`;
  return significant(value);
}

/** A value with the counts behind it: `0.47 % (78 of 16,560)`. */
export function measureWords(sli: string, m: Measure): string {
  if (m.value === null) return 'nothing';
  const counts = m.bad === undefined ? integer(m.samples) : `${integer(m.bad)} of ${integer(m.samples)}`;
  return `${valueWords(sli, m.value)} (${counts})`;
}

export const ratioWords = (ratio: number): string => `${significant(ratio)}×`;
export const countWords = integer;

/** A share 0–1 as percent: `2.6 %`, `0.05 %`. */
export const percentWords = (share: number): string => `${significant(share * 100)} %`;

/** A span of time, rounded to what one would say: `40 s`, `6 min`, `3 h`, `2 days`. */
export function spanWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
