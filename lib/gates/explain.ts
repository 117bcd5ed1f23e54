import { formatCount, formatProgress, formatRatio } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import type { GateFacts } from './facts';
import type { GateEvaluation, GateEvidence, GateSpec, Verdict } from './schema';
import type { Weighed } from './sequential/weigh';
import { latencyQuantile } from './sli';
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

/** Nobody reads "2.2e-223 %". */
const chanceWords = (share: number): string => (share < 0.0001 ? 'fewer than 0.01 %' : percentWords(share));
const allowedAbove = (spec: GateSpec): number => 1 - (latencyQuantile(spec.sli) ?? 0);
const factor = (effect: number | null): string => (effect === null ? 'unknown' : ratioWords(effect));
const shareWords = ({ total, bad }: { total: number; bad: number }): string =>
  `${total === 0 ? 'none' : percentWords(bad / total)} (${countWords(bad)} of ${countWords(total)})`;

/** What the evidence amounts to, in one clause. */
export function evidenceClause(verdict: Verdict, evidence: GateEvidence, expected: GateEvaluation['expected']): string {
  if (verdict === 'fail') return 'proven worse';
  if (verdict === 'pass') return 'proven no worse';
  const soon = expected ? `, about ${spanWords(expected.seconds)} more` : '';
  return leansWorse({ evidence, expected })
    ? `${percentWords(evidence.worse)} of the evidence for worse${soon}`
    : `not proven, ${percentWords(evidence.fine)} of the evidence for fine${soon}`;
}

/** Which of the two answers is nearer. */
const leansWorse = ({ evidence, expected }: Pick<GateEvaluation, 'evidence' | 'expected'>): boolean => {
  const { worse, fine } = evidence ?? { worse: 0, fine: 0 };
  return worse > fine || (worse === fine && expected?.verdict === 'fail');
};

/** error_rate → "errors", latency_p99 → "latency p99", anything else by its own name. */
export function sliWord(sli: string): string {
  if (sli === 'error_rate') return 'errors';
  return sli.startsWith('latency_') ? `latency ${sli.slice('latency_'.length)}` : sli;
}

/** What a latency gate counts: "above 250 ms"; null for any other gate. */
export const edgeWords = ({ sli, evidence }: Pick<GateEvaluation, 'sli' | 'evidence'>): string | null =>
  evidence?.edgeMs == null ? null : `above ${valueWords(sli, evidence.edgeMs)}`;

/** Less than half of what two decimals show: a bound at which nothing is bounded. */
const NOTHING = 0.005;

/** The bounds of the effect: "0.73 – 1.56×", "≥ 2.3×" where there is no upper one; null where nothing is bounded yet. */
export function intervalWords({ interval }: Pick<GateEvaluation, 'interval'>): string | null {
  if (!interval) return null;
  if (interval.upper === null && interval.lower < NOTHING) return null;
  if (interval.upper === null) return `≥ ${formatRatio(interval.lower)}`;
  return `${formatRatio(interval.lower).slice(0, -1)} – ${formatRatio(interval.upper)}`;
}

/** The bound that the verdict hangs on: "≥ 2.3×" of a failing gate, "≤ 1.14×" of any other; null where there is none. */
export function boundWords({ interval, verdict }: Pick<GateEvaluation, 'interval' | 'verdict'>): string | null {
  if (!interval) return null;
  if (verdict === 'fail') return `≥ ${formatRatio(interval.lower)}`;
  return interval.upper === null ? null : `≤ ${formatRatio(interval.upper)}`;
}

/** "about 6 min more", or that nobody can say; null where nothing is open. */
export function expectedWords({ verdict, expected, evidence, waiting, baselineKind }: GateEvaluation): string | null {
  if (verdict !== 'inconclusive' || !evidence || waiting) return null;
  if (expected) return `about ${spanWords(expected.seconds)} more`;
  return baselineKind === 'recorded'
    ? 'too little baseline beside it to prove it by'
    : 'too little traffic to say how long';
}

/** What the two ends of the evidence say: "worse 0 %", "fine 59 %". Null where none is weighed. */
export function evidenceEnds({ evidence }: Pick<GateEvaluation, 'evidence'>): { worse: string; fine: string } | null {
  if (!evidence) return null;
  return { worse: `worse ${formatProgress(evidence.worse)}`, fine: `fine ${formatProgress(evidence.fine)}` };
}

/** A verdict in a few words, beside its numbers: "proven no worse", "the bound is above the limit, about 6 min more". */
export function verdictClause(gate: GateEvaluation): string {
  const { verdict, evidence, interval, bound } = gate;
  if (!evidence || verdict === 'no_data') return gate.why;
  if (gate.waiting) return gate.waiting;
  if (verdict !== 'inconclusive') return evidenceClause(verdict, evidence, null);
  const soon = expectedWords(gate);
  if (leansWorse(gate))
    return evidence.worse === 0
      ? `no evidence yet, ${soon}`
      : `${formatProgress(evidence.worse)} proven worse, ${soon}`;
  const limit = gate.compare === 'limit' ? 1 : (bound ?? 0);
  const isWide = interval !== null && interval !== undefined && (interval.upper === null || interval.upper > limit);
  return `${isWide ? 'the bound is above the limit' : `${formatProgress(evidence.fine)} of the evidence`}, ${soon}`;
}

/** What is still open, as a clause of a sentence: "errors have 59 % of the evidence needed, about 6 min more". */
export function openWords(gate: GateEvaluation): string {
  const word = sliWord(gate.sli);
  const { evidence } = gate;
  if (gate.verdict === 'no_data') return gate.why;
  if (gate.verdict !== 'inconclusive' || !evidence) return `${word}: ${gate.why}`;
  if (gate.waiting) return `${word}: ${gate.waiting}`;
  const [are, have] = word === 'errors' ? ['are', 'have'] : ['is', 'has'];
  const clause =
    leansWorse(gate) && evidence.worse > 0
      ? `${word} ${are} ${formatProgress(evidence.worse)} proven worse`
      : `${word} ${have} ${formatProgress(evidence.fine)} of the evidence needed`;
  return `${clause}, ${expectedWords(gate)}`;
}

/** Why counts are no longer judged request by request; null where they are. */
export const burstWords = (dispersion: number | null | undefined, since: number): string =>
  `Counts come in bursts (dispersion ${(dispersion ?? 0).toFixed(1)}): judging by bucket since ${formatClock(since)}.`;

/** The method with the reason it was chosen or switched, for a cell: "sequential, by request and by bucket". */
export const methodWords = ({ method, methodWhy }: GateEvaluation): string =>
  methodWhy ? `${method}, ${methodWhy}` : method;

/**
 * A verdict told in full, a line each: what was counted, the effect and its bounds, the evidence on the scale on which it
 * adds up, the chance of error taken, how it was judged and why so, and when to expect an answer. The one text for the
 * API and the page.
 */
export function explainGate(gate: GateEvaluation): string[] {
  const { evidence, interval, samples, split } = gate;
  const past = gate.baselineKind === 'recorded' ? ' from its own past, so it may fail or let on, never be proven' : '';
  const against = gate.compare === 'limit' ? '' : `, ${formatCount(samples.baseline)} baseline${past}`;
  const lines = [
    `${gate.name} (${gate.sli}): ${gate.verdict.replace('_', ' ')}. ${capital(gate.why)}.`,
    `Samples: ${formatCount(samples.canary)} canary${against}.`,
  ];
  if (interval)
    lines.push(
      `Effect ${factor(gate.effect)}; however often one looks it lies ${interval.upper === null ? `at ${ratioWords(interval.lower)} or above` : `between ${ratioWords(interval.lower)} and ${ratioWords(interval.upper)}`}.`,
    );
  if (evidence) {
    lines.push(
      `Evidence for worse: ${power(evidence.logWorse)} of ${power(evidence.needWorse)} needed, ${formatProgress(evidence.worse)} on the log scale; for fine: ${power(evidence.logFine)} of ${power(evidence.needFine)}, ${formatProgress(evidence.fine)}.`,
      `Chance of a false fail allowed to this gate over all looks: ${percentWords(evidence.alpha)}. So far chance alone would look as bad in ${chanceWords(evidence.spent)} of releases.`,
    );
    if (evidence.dispersion !== null)
      lines.push(
        `Dispersion ${evidence.dispersion.toFixed(2)}: 1 is plain chance, above 1.5 counts come in bursts and only whole buckets are judged.`,
      );
  }
  lines.push(`Method: ${methodWords(gate)}.`);
  const soon = expectedWords(gate);
  if (soon)
    lines.push(
      gate.expected
        ? `At the present traffic it would ${gate.expected.verdict} in about ${spanWords(gate.expected.seconds)}.`
        : `${capital(soon)}.`,
    );
  if (split) lines.push(`${capital(split)}.`);
  if (gate.verdict === 'inconclusive')
    lines.push(
      gate.satisfied
        ? 'Not proven, and nothing speaks for harm: the plan lets the release on at the end of the hold.'
        : 'The release does not go on while this stands as it does.',
    );
  return lines;
}

/** How the number came about, in plain words, for someone who has never met the method. */
export function howItDecides(gate: GateEvaluation): string[] {
  if (gate.method === 'threshold')
    return [
      'Each look compares the value with its limit. More failing looks than the plan tolerates are a fail; there is no statistics in it, so a few samples can decide.',
    ];
  if (gate.method === 'mann-whitney')
    return [
      'Minutes of the canary are ranked among minutes of the baseline. If they stand too high or too low for chance, the gate fails. It was made for one look at the end; many looks raise the chance of a false fail.',
    ];
  const counted =
    edgeWords(gate) === null
      ? 'Every 10 seconds the canary’s part of all bad requests is compared with its part of all requests.'
      : `Every 10 seconds the canary’s part of all requests ${edgeWords(gate)} is compared with its part of all requests.`;
  return [
    gate.evidence && gate.methodWhy?.startsWith('by means')
      ? 'The means of both cohorts in this hold are compared, with a margin that is wide enough for every moment at once.'
      : counted,
    'Evidence is a bet against “it is no worse than the plan tolerates”: it multiplies with each slot that looks worse than that and shrinks with each that does not. If the release were fine, it would reach 1 ÷ α only in a share α of releases, however long and however often one looks. So looking every second costs nothing.',
    'A second bet against “it is worse than tolerated” must reach 1 ÷ β before the gate passes. “No difference was found” is not a pass.',
  ];
}

const power = (log: number): string => `e^${log.toFixed(2)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
