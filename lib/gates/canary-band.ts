import { quantileBand } from '@/lib/judge/latency/quantile-band';
import { boundsIn, since } from './counts';
import type { GateFacts } from './facts';
import type { GateMemory, GateRecord } from './fold';
import { heldAgainst } from './measure';
import type { GateSpec } from './schema';
import { latencyQuantile } from './sli';

export type CanaryBand = { lower: number; upper: number | null };

/** Requests at which the band of a quantile is tightest; any number is valid, this one suits a hold of minutes. */
const T_OPT = 5_000;

/**
 * Where the canary's own value lies, however often one looks, in the unit of its SLI: the bounds of the effect times what
 * it is held against; for a latency quantile the band of the hold's histogram, as wide as its buckets. Null where no
 * bounds can be given. Pure.
 */
export function canaryBand(
  spec: GateSpec,
  memory: GateMemory,
  record: GateRecord,
  { baseline, baselineKind }: GateFacts,
  interval: CanaryBand | null,
): CanaryBand | null {
  const quantile = latencyQuantile(spec.sli);
  if (quantile !== null) {
    const rows = Object.entries(since(memory.canary, record.base?.canary).latency);
    const [key, counts] = rows.sort(([, a], [, b]) => sumOf(b) - sumOf(a))[0] ?? ['', []];
    return key === ''
      ? null
      : quantileBand({ bounds: boundsIn(key), counts }, quantile, { alpha: spec.alpha, tOpt: T_OPT });
  }
  if (!interval || (spec.compare === 'baseline' && baselineKind === 'recorded')) return null;
  const scale = spec.compare === 'limit' ? (spec.limit ?? 0) : heldAgainst(spec.sli, baseline);
  if (scale <= 0) return null;
  const most = spec.sli === 'error_rate' ? 1 : Number.POSITIVE_INFINITY;
  const upper = interval.upper === null ? null : Math.min(most, interval.upper * scale);
  return { lower: Math.min(most, interval.lower * scale), upper };
}

const sumOf = (row: readonly number[]): number => row.reduce((sum, n) => sum + n, 0);
