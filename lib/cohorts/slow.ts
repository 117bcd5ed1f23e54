/** Where the new version is slower: the p95 of both cohorts by a dimension, from whole histograms. Pure. */

import { formatLatency } from '@/lib/format/number';
import { mergeLatency, quantileForDisplay, total } from '@/lib/telemetry/histogram';
import type { LatencyPart } from '@/lib/telemetry/read-latency-by-dimension';
import type { Cohort, Latency } from '@/lib/telemetry/samples';
import { valueWords } from './counts';
import { IN } from './words';

/** Milliseconds, of the whole window, for display; null where no histogram was sent. `counted`: requests in the smaller one. */
export type P95 = { canary: number | null; baseline: number | null; counted: number };

/** A p95 of fewer requests hangs on a handful of them. */
const ENOUGH = 100;
/** Nearer to its baseline than this nothing is called slower. */
const SLOWER = 1.25;
/** Within this of each other all values are slower alike. */
const ALIKE = 1.3;

const NOTHING: P95 = { canary: null, baseline: null, counted: 0 };

function p95Of(parts: readonly LatencyPart[]): P95 {
  const whole = (cohort: Cohort): Latency | undefined => {
    const mine = parts.flatMap((part) => (part.cohort === cohort ? part.latencies : []));
    return mine.length === 0 ? undefined : mine.reduce(mergeLatency);
  };
  const [canary, baseline] = [whole('canary'), whole('baseline')];
  return {
    canary: canary ? quantileForDisplay(canary, 0.95) : null,
    baseline: baseline ? quantileForDisplay(baseline, 0.95) : null,
    counted: Math.min(canary ? total(canary) : 0, baseline ? total(baseline) : 0),
  };
}

/** By value, and of everything together. */
export function latencyBy(parts: readonly LatencyPart[]): { of: (value: string) => P95; total: P95 } {
  const values = new Set(parts.flatMap(({ value }) => (value === null ? [] : [value])));
  const by = new Map([...values].map((value) => [value, p95Of(parts.filter((part) => part.value === value))]));
  return { of: (value) => by.get(value) ?? NOTHING, total: p95Of(parts) };
}

const ratioOf = ({ canary, baseline, counted }: P95): number | null =>
  canary === null || baseline === null || baseline === 0 || counted < ENOUGH ? null : canary / baseline;

const against = ({ canary, baseline }: P95): string =>
  `p95 ${formatLatency(canary ?? 0)} against ${formatLatency(baseline ?? 0)}`;

/** "Slowest at /search: p95 228 ms against 92 ms." or that it is slower everywhere; null where nothing is much slower. */
export function slowWords(by: string, rows: readonly { value: string; latency: P95 }[], whole: P95): string | null {
  const ranked = rows
    .flatMap(({ value, latency }) => {
      const ratio = ratioOf(latency);
      return ratio === null ? [] : [{ value, latency, ratio }];
    })
    .sort((a, b) => b.ratio - a.ratio);
  const [most] = ranked;
  if (!most || most.ratio < SLOWER) return null;
  const least = ranked.at(-1)?.ratio ?? most.ratio;
  const at = IN[by] ?? 'in';
  if (ranked.length > 1 && most.ratio < least * ALIKE) return `Slower ${at} every ${by} alike: ${against(whole)}.`;
  return `Slowest ${at} ${valueWords(by, most.value)}: ${against(most.latency)}.`;
}
