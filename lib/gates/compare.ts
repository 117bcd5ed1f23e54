import { DEFAULT_MAX_INCREASE } from './defaults';
import type { GateFacts } from './facts';
import { heldAgainst, type Measure } from './measure';
import type { GateSpec } from './schema';
import { measureWords, ratioWords, valueWords } from './words';

/** What one look at the plain numbers says: no statistics, no memory. */
export type Comparison = { failing: boolean; effect: number | null; why: string };

/** What a gate holds the canary against: its limit, or the factor on the baseline (now, where the margin is absolute). */
export function boundOf(spec: GateSpec, baseline: number | null): number {
  if (spec.compare === 'limit') return spec.limit ?? 0;
  if (spec.maxDifference === undefined || !baseline) return tolerated(spec);
  const change = spec.maxDifference / baseline;
  return spec.direction === 'lower_is_better' ? 1 + change : Math.max(0, 1 - change);
}

const tolerated = (spec: GateSpec): number => {
  const increase = spec.maxIncrease ?? DEFAULT_MAX_INCREASE;
  return spec.direction === 'lower_is_better' ? 1 + increase : Math.max(0, 1 - increase);
};

const isWorse = (spec: GateSpec, value: number, limit: number): boolean =>
  spec.direction === 'lower_is_better' ? value > limit : value < limit;

/** The canary's value against the limit or the baseline's value. Both must have one (`notYet`). */
export function compare(spec: GateSpec, { canary, baseline }: GateFacts): Comparison {
  const value = canary.value ?? 0;
  return spec.compare === 'limit' ? againstLimit(spec, canary, value) : againstBaseline(spec, canary, value, baseline);
}

function againstLimit(spec: GateSpec, canary: Measure, value: number): Comparison {
  const limit = spec.limit ?? 0;
  return {
    failing: isWorse(spec, value, limit),
    effect: limit === 0 ? null : value / limit,
    why: `${measureWords(spec.sli, canary)}, limit ${valueWords(spec.sli, limit)}`,
  };
}

function againstBaseline(spec: GateSpec, canary: Measure, value: number, baseline: Measure): Comparison {
  const base = heldAgainst(spec.sli, baseline);
  if (base === 0)
    return { failing: isWorse(spec, value, 0), effect: null, why: `${measureWords(spec.sli, canary)} against 0` };
  const bound = tolerated(spec);
  const effect = value / base;
  return {
    failing: isWorse(spec, effect, bound),
    effect,
    why: `${ratioWords(effect)} baseline, limit ${ratioWords(bound)}: ${measureWords(spec.sli, canary)} against ${measureWords(spec.sli, baseline)}`,
  };
}
