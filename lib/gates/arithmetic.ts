import type { GateEvaluation } from './schema';
import { latencyQuantile } from './sli';
import { countWords, percentWords, ratioWords, valueWords } from './words';

/**
 * The numbers of a verdict, step by step, as one would do them again by hand: what was counted, the effect, what it is held
 * against, the evidence and what it must reach. One line each; the same numbers the gate shows, so they are rounded.
 */
export function arithmeticOf(gate: GateEvaluation): string[] {
  return [...valueLines(gate), ...effectLines(gate), ...evidenceLines(gate), ...failingLines(gate)];
}

function valueLines({ sli, canary, baseline, samples, compare }: GateEvaluation): string[] {
  const line = (name: string, value: number | null, count: number): string[] => {
    if (value === null) return [`${name}: no samples`];
    if (sli === 'error_rate')
      return [
        `${name}: ${countWords(value * count)} errors ÷ ${countWords(count)} requests = ${valueWords(sli, value)}`,
      ];
    const what = latencyQuantile(sli) === null ? 'mean' : `${sli.replace('latency_', '')} read from the histogram`;
    return [`${name}: ${what} of ${countWords(count)} = ${valueWords(sli, value)}`];
  };
  return [
    ...line('canary', canary, samples.canary),
    ...(compare === 'limit' ? [] : line('baseline', baseline, samples.baseline)),
  ];
}

function effectLines({
  sli,
  canary,
  baseline,
  effect,
  bound,
  compare,
  evidence,
  interval,
  samples,
}: GateEvaluation): string[] {
  if (effect === null) return ['effect: cannot be computed, one side has nothing'];
  const edge = evidence?.edgeMs ?? null;
  const isNone = sli === 'error_rate' && compare !== 'limit' && baseline === 0 && samples.baseline > 0;
  const held = compare === 'limit' ? bound : isNone ? 1 / samples.baseline : baseline;
  const whole = canary !== null && held ? canary / held : null;
  const isQuotient = whole !== null && Math.abs(whole / effect - 1) < 0.02;
  const how =
    edge !== null
      ? `share above ${valueWords(sli, edge)}, canary ÷ ${compare === 'limit' ? 'allowed' : 'baseline'}`
      : isQuotient && canary !== null && held
        ? `${valueWords(sli, canary)} ÷ ${isNone ? `(1 ÷ ${countWords(samples.baseline)}, none counts as one)` : valueWords(sli, held)}`
        : 'weighed slot by slot';
  const limit = compare === 'limit' ? 1 : bound;
  const lines = [`effect: ${how} = ${ratioWords(effect)}`];
  if (limit !== null) {
    const beyond = effect > limit ? 'above' : effect < limit ? 'below' : 'at';
    lines.push(`limit: ${ratioWords(limit)}; the effect is ${beyond} it`);
  }
  if (interval)
    lines.push(
      `bounds: ${interval.upper === null ? `at least ${ratioWords(interval.lower)}` : `${ratioWords(interval.lower)} to ${ratioWords(interval.upper)}`}, however often one looks`,
    );
  return lines;
}

function evidenceLines({ evidence }: GateEvaluation): string[] {
  if (!evidence) return [];
  const { logWorse, needWorse, logFine, needFine, alpha } = evidence;
  const line = (name: string, has: number, need: number, means: string) =>
    `${name}: ln E = ${has.toFixed(2)}, needs ${need.toFixed(2)} = ln(1 ÷ ${means}); ${has.toFixed(2)} ÷ ${need.toFixed(2)} = ${percentWords(Math.max(0, Math.min(1, has / need)))}${has >= need ? ', reached' : ''}`;
  return [
    line('worse', logWorse, needWorse, percentWords(Math.exp(-needWorse))),
    line('fine', logFine, needFine, percentWords(Math.exp(-needFine))),
    `chance of a false fail this gate may take: ${percentWords(alpha)}`,
  ];
}

function failingLines({ evidence, failures, failureLimit }: GateEvaluation): string[] {
  if (evidence) return [];
  return [
    `failing looks: ${failures}, tolerated ${failureLimit}: ${failures > failureLimit ? 'too many' : 'not more'}`,
  ];
}
