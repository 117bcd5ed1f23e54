/** What gates say in a cell, a row or a sentence. Pure. */

import { formatCount, formatLatency, formatProgress, formatRatio, formatShare } from '@/lib/format/number';
import { boundWords, edgeWords, sliWord } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';

/** A gate by its own name, as words: "latency-p95" → "latency p95". */
export const gateTitle = (gate: Pick<GateEvaluation, 'name' | 'sli'>): string =>
  gate.name === gate.sli ? sliWord(gate.sli) : gate.name.replaceAll(/[-_]/g, ' ');

/** "Errors, % of requests", "Latency p99, ms": the title of a chart. */
export function sliTitle(sli: string): string {
  const word = sliWord(sli);
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  if (sli === 'error_rate') return `${name}, % of requests`;
  return sli.startsWith('latency_') ? `${name}, ms` : name;
}

/** A value of an SLI with its unit; `null` is "–". */
export function sliValue(sli: string, value: number | null): string {
  if (value === null) return '–';
  if (sli === 'error_rate') return formatShare(value);
  if (sli.startsWith('latency_')) return formatLatency(value);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** "0.47 % (16,560)" with the requests behind it. */
export function valueWithSamples(sli: string, value: number | null, samples: number): string {
  return value === null ? `– (${formatCount(samples)})` : `${sliValue(sli, value)} (${formatCount(samples)})`;
}

/** Whether a gate is held against a limit rather than the baseline. */
export const isLimitGate = (gate: Pick<GateEvaluation, 'compare'>): boolean => gate.compare === 'limit';

/** What the value is held against: "1.50×" of baseline, or the limit in the SLI's own unit. */
export function limitWords(gate: GateEvaluation): string {
  if (gate.bound === null) return '–';
  return isLimitGate(gate) ? sliValue(gate.sli, gate.bound) : formatRatio(gate.bound);
}

const URGENCY = { fail: 3, no_data: 2, inconclusive: 1, pass: 0 } as const;

/** Failing first, then least proven, then the largest effect. */
export function byConcern(a: GateEvaluation, b: GateEvaluation): number {
  return (
    URGENCY[b.verdict] - URGENCY[a.verdict] ||
    Number(a.satisfied) - Number(b.satisfied) ||
    Number(b.critical) - Number(a.critical) ||
    (b.effect ?? 0) - (a.effect ?? 0)
  );
}

/** The one gate that decides what a release may do next. */
export const decidingGate = (gates: readonly GateEvaluation[]): GateEvaluation | null =>
  [...gates].sort(byConcern)[0] ?? null;

/** The verdict cell: "errors 3.1×", "3 of 3 gates", "errors 59 % fine", "errors undecided". */
export function verdictWords(gates: readonly GateEvaluation[]): string {
  const gate = decidingGate(gates);
  if (!gate) return '';
  const word = sliWord(gate.sli);
  switch (gate.verdict) {
    case 'pass':
      return `${gates.length} of ${gates.length} ${gates.length === 1 ? 'gate' : 'gates'}`;
    case 'no_data':
      return `${word} no data`;
    case 'fail':
      return gate.effect === null ? word : `${word} ${formatRatio(gate.effect)}`;
    case 'inconclusive':
      if (gate.evidence && gate.samples.canary > 0) {
        const { worse, fine } = gate.evidence;
        // A bare share beside "errors" would read as how many there are.
        if (worse === 0 && fine === 0) return `${word} undecided`;
        return worse > fine ? `${word} ${formatProgress(worse)} worse` : `${word} ${formatProgress(fine)} fine`;
      }
      return gate.effect === null
        ? `${word}, ${formatCount(gate.samples.canary)} so far`
        : `${word} ${formatRatio(gate.effect)}`;
  }
}

/** "errors 0.98× baseline, bound ≤ 1.14×, limit 1.5× (16,560 requests)": what speaks for its verdict, in one clause. */
export function evidenceWords(gate: GateEvaluation): string {
  const word = sliWord(gate.sli);
  const bound = boundWords(gate);
  const requests = `(${formatCount(gate.samples.canary)} requests)`;
  if (isLimitGate(gate)) return `${word} ${sliValue(gate.sli, gate.canary)}, limit ${limitWords(gate)} ${requests}`;
  const edge = edgeWords(gate);
  const what = edge === null ? 'baseline' : `as many ${edge}`;
  const effect = gate.effect === null ? sliValue(gate.sli, gate.canary) : `${formatRatio(gate.effect)} ${what}`;
  return [`${word} ${effect}`, bound && `bound ${bound}`, `limit ${limitWords(gate)} ${requests}`]
    .filter(Boolean)
    .join(', ');
}

/** The gates of a release that ended: what was open then stays open, and no time will tell. */
export const asEnded = (gates: readonly GateEvaluation[]): GateEvaluation[] =>
  gates.map((gate) =>
    gate.verdict === 'inconclusive'
      ? { ...gate, satisfied: false, expected: null, waiting: 'still open when the release ended' }
      : gate,
  );
