import { addTo, type Counts, copyCounts, emptyCounts, type Sample } from './counts';
import { factsOf, type GateContext } from './facts';
import { enterHold, freshMemory, type GateMemory, type GateRecord } from './fold';
import type { GateSpec } from './schema';
import { gather } from './sequential/evidence';
import { addToSlots, type Slot, slotOf } from './slots';

/** One gate's evidence after each slot, as the judge had it once all samples of that slot had come. */
export type TracePoint = {
  /** Start of the slot, epoch ms. */
  at: number;
  /** Natural-log e-values of harm and of harmlessness. */
  logWorse: number;
  logFine: number;
  /** Always-valid bounds of the effect, a factor; null where none can be given. */
  interval: { lower: number; upper: number | null } | null;
  guarded: boolean;
};

type Traced = {
  spec: GateSpec;
  steps: number;
  /** Starts of the holds, rising, epoch ms; the first is where evidence begins. */
  holds: readonly number[];
  resetAt: number | null;
  history: Counts | null;
  /** Every sample of both cohorts since the first hold, attributed. */
  samples: readonly (Sample & { cohort: 'canary' | 'baseline' })[];
};

/**
 * How the evidence of a gate came about, slot by slot: the very functions the controller judges with, run once more over
 * what is stored. For charts; a verdict is the controller's, which saw the samples as they came.
 */
export function traceGate(traced: Traced): TracePoint[] {
  const [began] = traced.holds;
  if (began === undefined) return [];
  const marks = [...traced.holds, ...(traced.resetAt === null ? [] : [traced.resetAt])].sort((a, b) => a - b);
  const slots: Slot[] = [];
  for (const sample of traced.samples)
    if (sample.at >= began) addToSlots(slots, slotOf(sample.at, marks), sample.cohort, sample);
  let memory: GateMemory = { ...freshMemory(began, began, marks), history: traced.history };
  let record: GateRecord = { failures: 0, lookedAt: null, base: null };
  return slots.map((slot) => {
    const since = traced.holds.findLast((hold) => hold <= slot.at) ?? began;
    if (since !== memory.since) memory = enterHold(memory, since);
    memory = { ...memory, canary: sum(memory.canary, slot.canary), baseline: sum(memory.baseline, slot.baseline) };
    const { state, weighed } = gather(traced.spec, memory, record, factsOf(traced.spec, memory, record), [slot], {
      resetAt: traced.resetAt,
      steps: traced.steps,
    } satisfies Pick<GateContext, 'resetAt' | 'steps'>);
    record = { ...record, judge: state };
    return {
      at: slot.at,
      logWorse: weighed?.worse ?? 0,
      logFine: weighed?.fine ?? 0,
      interval: weighed?.interval ?? null,
      guarded: weighed?.dispersion?.guarded ?? false,
    };
  });
}

function sum(into: Counts, more: Counts): Counts {
  const total = copyCounts(into);
  const whole = { requests: more.requests, errors: more.errors, values: more.values, latency: null };
  addTo(total, { ...NO_SAMPLE, ...whole });
  for (const [key, counts] of Object.entries(more.latency))
    addTo(total, { ...NO_SAMPLE, latency: { bounds: key === '' ? [] : key.split(',').map(Number), counts } });
  return total;
}

const NO_SAMPLE: Sample = {
  version: '',
  cohort: null,
  at: 0,
  intervalMs: 0,
  ...emptyCounts(),
  latency: null,
  values: null,
};
