import { evaluateMannWhitney, type MannWhitneyReason } from '@/lib/judge/rivals/mann-whitney/gate';
import { addReading, type Point } from '@/lib/judge/rivals/mann-whitney/points';
import { specOfGate } from '@/lib/judge/rivals/mann-whitney/spec';
import type { Counts } from './counts';
import type { Judged } from './decide';
import { DEFAULT_MAX_INCREASE } from './defaults';
import type { Early, GateFacts } from './facts';
import { tolerating } from './failing-looks';
import type { GateMemory, GateRecord } from './fold';
import { measure } from './measure';
import type { GateSpec } from './schema';
import type { Slot } from './slots';
import { measureWords, ratioWords } from './words';

const REASONS: Record<MannWhitneyReason, string> = {
  no_points: 'no whole minute of the canary yet',
  missing_arm: 'one of the cohorts said nothing',
  too_few_points: 'too few minutes for ranks to tell',
  all_tied: 'all values are the same',
  identical: 'both cohorts are the same',
  nothing_found: 'no difference found, which is no proof of none',
  worse: 'worse by rank',
};

/**
 * `mann-whitney`: Kayenta's judgement of the minutes of this hold, for teams that move over. Each look is a fresh test, so
 * its error rate is not what `alpha` says; that is the method's, and the reason for ours.
 */
export function byRanks(
  spec: GateSpec,
  facts: GateFacts,
  early: Early | null,
  memory: GateMemory,
  before: GateRecord,
  closed: readonly Slot[],
): Judged {
  const from = Math.max(memory.since, before.base?.at ?? 0);
  const kept = before.points?.from === from ? before.points.list : [];
  const list = closed.filter(({ at }) => at >= from).reduce((points, slot) => withSlot(points, spec, slot), kept);
  const all = memory.open.filter(({ at }) => at >= from).reduce((points, slot) => withSlot(points, spec, slot), list);
  const found = evaluateMannWhitney(
    all,
    specOfGate({ ...spec, maxIncrease: spec.maxIncrease ?? DEFAULT_MAX_INCREASE }),
    memory.newestCanaryAt ?? undefined,
  );
  const isNewLook = found.points.canary > (before.points?.judged ?? 0);
  const failures = before.failures + (found.verdict === 'fail' && isNewLook ? 1 : 0);
  const record = { ...before, failures, points: { from, list, judged: found.points.canary } };
  const ratio = found.ratio === null ? '' : `${ratioWords(found.ratio)} baseline: `;
  const why = `${ratio}${measureWords(spec.sli, facts.canary)} against ${measureWords(spec.sli, facts.baseline)}; ${REASONS[found.reason]}`;
  return {
    effect: found.ratio,
    isHarmless: early === null && found.verdict !== 'fail',
    record,
    ...tolerating(spec, failures, { verdict: found.verdict, why }, early),
  };
}

function withSlot(points: readonly Point[], spec: GateSpec, slot: Slot): Point[] {
  const add = (list: readonly Point[], cohort: 'canary' | 'baseline', counts: Counts): readonly Point[] => {
    const { value, samples } = measure(counts, spec.sli);
    return value === null ? list : addReading(list, { at: slot.at, cohort, sum: value * samples, weight: samples });
  };
  return [...add(add(points, 'canary', slot.canary), 'baseline', slot.baseline)];
}
