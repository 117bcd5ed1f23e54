/** Gates as they stood at a past moment, from the samples, the evidence and the record up to then. Pure; epoch ms. */

import type { AuditEvent } from '@/lib/audit/schema';
import { formatClock } from '@/lib/format/time';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { ReleaseSeries, SeriesPoint } from '@/lib/telemetry/series-schema';
import { stepMarks } from './chart-marks';

/** When the step began that was in force then: the last confirmation before it; null before the first. */
export function stepStartAt(events: readonly AuditEvent[], at: number): { at: number; step: number } | null {
  const marks = stepMarks(events).filter((mark) => mark.at <= at);
  return marks.at(-1) ?? null;
}

/** One cohort since the step began: errors are counted up, of anything else the newest bucket speaks. */
function sumOf(points: readonly SeriesPoint[], sli: string, from: number, to: number) {
  const inside = points.filter((point) => Date.parse(point.at) >= from && Date.parse(point.at) < to);
  const requests = inside.reduce((sum, point) => sum + point.requests, 0);
  const errors = inside.reduce((sum, point) => sum + point.errors, 0);
  const newest = inside.findLast(({ value }) => value !== null)?.value ?? null;
  return { requests, value: sli === 'error_rate' ? (requests > 0 ? errors / requests : null) : newest };
}

type AsOf = {
  gate: GateEvaluation;
  series: ReleaseSeries;
  events: readonly AuditEvent[];
  step: { at: number } | null;
  at: number;
};

/** What a gate said then. A verdict of fail is the record's; whether it was proven fine is the evidence's. */
export function gateAsOf({ gate, series, events, step, at }: AsOf): GateEvaluation {
  const from = step?.at ?? at;
  const begin = Math.floor(from / series.bucketMs) * series.bucketMs;
  const canary = sumOf(series.canary, gate.sli, begin, at);
  const baseline = sumOf(series.baseline, gate.sli, begin, at);
  const traced = series.evidence.find((entry) => entry.gate === gate.name);
  const point = traced?.points.findLast((one) => Date.parse(one.at) <= at && Date.parse(one.at) >= begin);
  const evidence =
    gate.evidence && point
      ? { ...gate.evidence, worse: point.worse, fine: point.fine, logWorse: point.logWorse, logFine: point.logFine }
      : null;
  const failed = events.some(
    (event) =>
      event.type === 'gate.failed' &&
      event.data.gate === gate.name &&
      Date.parse(event.at) >= from &&
      Date.parse(event.at) <= at,
  );
  const verdict = failed
    ? 'fail'
    : canary.requests === 0
      ? 'no_data'
      : evidence && evidence.fine >= 1
        ? 'pass'
        : 'inconclusive';
  // No errors at all count as one in all requests, as the gate counts them.
  const none = gate.sli === 'error_rate' && baseline.value === 0 ? 1 / baseline.requests : baseline.value;
  const held = gate.compare === 'limit' ? gate.bound : none;
  const why = canary.requests === 0 ? 'no samples of the canary then' : `as counted until ${formatClock(at)}`;
  return {
    ...gate,
    verdict,
    canary: canary.value,
    baseline: baseline.value,
    effect: canary.value !== null && held ? canary.value / held : null,
    samples: { canary: canary.requests, baseline: baseline.requests },
    interval: null,
    evidence,
    waiting: verdict === 'inconclusive' ? why : null,
    expected: null,
    split: null,
    satisfied: verdict === 'pass',
    why,
    evaluatedAt: new Date(at).toISOString(),
  };
}
