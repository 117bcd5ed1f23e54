import type { GateFacts } from './facts';
import type { GateEvaluation, GateEvidence, GateSpec, Verdict } from './schema';
import type { Weighed } from './sequential/weigh';
import { countWords, measureWords, percentWords, ratioWords, spanWords, valueWords } from './words';

/** What was seen, in one clause: the effect, what it is held against, and the counts behind both. */
export function effectWords(spec: GateSpec, facts: GateFacts, weighed: Weighed, bound: number): string {
  const past = facts.baselineKind === 'recorded' ? ' its own past' : '';
  const counts = weighed.tallies;
  if (weighed.edgeMs !== null && counts) {
    const above = `above ${valueWords(spec.sli, weighed.edgeMs)}`;
    const canary = shareWords(counts.canary);
    if (spec.compare === 'limit') return `${canary} ${above}, at most ${percentWords(allowedAbove(spec))} allowed`;
    return `${factor(weighed.effect)} as many ${above}, limit ${ratioWords(bound)}: ${canary} against${past} ${shareWords(counts.baseline)}`;
  }
  const canary = measureWords(spec.sli, facts.canary);
  if (spec.compare === 'limit') return `${canary}, limit ${valueWords(spec.sli, spec.limit ?? 0)}`;
  const limit = spec.maxDifference === undefined ? ratioWords(bound) : `+${valueWords(spec.sli, spec.maxDifference)}`;
  return `${factor(weighed.effect)} baseline, limit ${limit}: ${canary} against${past} ${measureWords(spec.sli, facts.baseline)}`;
}

const allowedAbove = (spec: GateSpec): number => 1 - Number(`0.${spec.sli.slice('latency_p'.length)}`);
const factor = (effect: number | null): string => (effect === null ? 'unknown' : ratioWords(effect));
const shareWords = ({ total, bad }: { total: number; bad: number }): string =>
  `${total === 0 ? 'none' : percentWords(bad / total)} (${countWords(bad)} of ${countWords(total)})`;

/** What the evidence amounts to, in one clause. */
export function evidenceClause(verdict: Verdict, evidence: GateEvidence, expected: GateEvaluation['expected']): string {
  if (verdict === 'fail') return 'proven worse';
  if (verdict === 'pass') return 'proven no worse';
  const soon = expected ? `, about ${spanWords(expected.seconds)} more` : '';
  return evidence.logWorse > 0 && evidence.worse >= evidence.fine
    ? `${percentWords(evidence.worse)} of the evidence for worse${soon}`
    : `not proven, ${percentWords(Math.max(0, evidence.fine))} of the evidence for fine${soon}`;
}

/**
 * A verdict told in full, a line each: what was counted, the effect and its bounds, the evidence on the scale on which it
 * adds up, the chance of error taken, how it was judged and why so, and when to expect an answer. The one text for the
 * API and the page.
 */
export function explainGate(gate: GateEvaluation): string[] {
  const { evidence, interval, expected } = gate;
  const lines = [
    `${gate.name} (${gate.sli}): ${gate.verdict.replace('_', ' ')}. ${gate.why}.`,
    `Samples: ${countWords(gate.samples.canary)} canary, ${countWords(gate.samples.baseline)} baseline${gate.baselineKind === 'recorded' ? ' from its own past, so it may fail or let on, never be proven' : ''}.`,
  ];
  if (interval) {
    const upper = interval.upper === null ? 'no upper bound yet' : ratioWords(interval.upper);
    lines.push(
      `Effect ${factor(gate.effect)}, between ${ratioWords(interval.lower)} and ${upper} however often one looks.`,
    );
  }
  if (evidence) {
    lines.push(
      `Evidence for worse: e^${evidence.logWorse.toFixed(2)} of e^${evidence.needWorse.toFixed(2)} needed; for fine: e^${evidence.logFine.toFixed(2)} of e^${evidence.needFine.toFixed(2)}.`,
      `Chance of a false fail allowed: ${percentWords(evidence.alpha)}; used so far: ${percentWords(evidence.spent)} would look as bad by chance.`,
    );
    if (evidence.dispersion !== null)
      lines.push(
        `Dispersion ${evidence.dispersion.toFixed(2)} (1 is plain chance; above 1.5 counts are judged by bucket).`,
      );
  }
  lines.push(`Method: ${gate.method}${gate.methodWhy ? `, ${gate.methodWhy}` : ''}.`);
  if (expected)
    lines.push(`At the present traffic it would ${expected.verdict} in about ${spanWords(expected.seconds)}.`);
  return lines;
}
