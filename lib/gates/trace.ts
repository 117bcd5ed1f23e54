import { canaryBand } from './canary-band';
import { addTo, boundsIn, type Counts, copyCounts, emptyCounts, type Sample } from './counts';
import { factsOf } from './facts';
import { enterHold, freshMemory, type GateMemory, type GateRecord } from './fold';
import type { GateSpec } from './schema';
import { gather } from './sequential/evidence';
import { freshJudge, type JudgeState } from './sequential/state';
import type { Slot } from './slots';

/** One gate's evidence after a slot, as the judge had it once all samples of that slot had come. */
export type TracePoint = {
  /** Start of the slot, epoch ms. */
  at: number;
  /** Start of the hold it belongs to. */
  hold: number;
  /** Natural-log e-values of harm and of harmlessness. */
  logWorse: number;
  logFine: number;
  /** Always-valid bounds of the effect, a factor; null where none can be given. */
  interval: { lower: number; upper: number | null } | null;
  /** Always-valid bounds of the canary itself, in the unit of the SLI. */
  band: { lower: number; upper: number | null } | null;
  dispersion: number | null;
  guarded: boolean;
};

export type Traced = {
  spec: GateSpec;
  /** How many steps the plan has. */
  steps: number;
  /** Starts of the holds this gate watches, rising, epoch ms; the first is where evidence begins. */
  holds: readonly number[];
  /** Where slots begin: holds and fresh looks. */
  marks: readonly number[];
  resetAt: number | null;
  /** What the controller chose and read beforehand; null where it has nothing yet. */
  edges: JudgeState['edges'];
  history: Counts | null;
  /** The baseline's own past, for the last hold. */
  recorded: Counts | null;
  /** Both cohorts, slot by slot, in time order. */
  slots: readonly Slot[];
  /** Which slots are asked for; the others are only counted, which costs a fraction. */
  wanted?: (slot: Slot) => boolean;
};

/**
 * How the evidence of a gate came about, slot by slot: the very functions the controller judges with, run once more over
 * what is stored. For charts; a verdict is the controller's, which saw the samples as they came.
 */
export function traceGate(traced: Traced): TracePoint[] {
  const { spec, holds, resetAt, steps, slots } = traced;
  const [began] = holds;
  const last = holds.at(-1);
  if (began === undefined || last === undefined) return [];
  let memory: GateMemory = { ...freshMemory(began, began, [...traced.marks]), history: traced.history };
  let record: GateRecord = { failures: 0, seen: null, base: null };
  if (traced.edges) record = { ...record, judge: freshJudge(Math.max(began, resetAt ?? 0), began, traced.edges) };
  if (began === last) memory = { ...memory, recorded: traced.recorded };
  const points: TracePoint[] = [];
  let closed: Slot[] = [];
  slots.forEach((slot, i) => {
    if (slot.at < began) return;
    const hold = holds.findLast((start) => start <= slot.at) ?? began;
    const isFirst = hold !== memory.since || memory.open.length === 0;
    if (hold !== memory.since) {
      memory = { ...enterHold(memory, hold), recorded: hold === last ? traced.recorded : null };
      record = { ...record, base: null };
    }
    if (resetAt !== null && record.base === null && resetAt > hold && slot.at >= resetAt)
      record = { ...record, base: { at: resetAt, canary: memory.canary, baseline: memory.baseline } };
    memory = {
      ...memory,
      canary: sum(memory.canary, slot.canary),
      baseline: sum(memory.baseline, slot.baseline),
      open: [slot],
    };
    const next = slots[i + 1];
    // Where a hold begins or ends the judge keeps something, so those are always looked at.
    const mustLook = isFirst || !next || holds.some((start) => start > slot.at && start <= next.at);
    const isWanted = traced.wanted?.(slot) ?? true;
    if (!mustLook && !isWanted) {
      closed.push(slot);
      return;
    }
    const facts = factsOf(spec, memory, record);
    const { state, weighed } = gather(spec, memory, record, facts, closed, { resetAt, steps });
    record = { ...record, judge: state };
    closed = [slot];
    if (!isWanted) return;
    points.push({
      at: slot.at,
      hold,
      logWorse: weighed?.worse ?? 0,
      logFine: weighed?.fine ?? 0,
      interval: weighed?.interval ?? null,
      band: weighed && canaryBand(spec, memory, record, facts, weighed.interval),
      dispersion: weighed?.dispersion?.phi ?? null,
      guarded: weighed?.dispersion?.guarded ?? false,
    });
  });
  return points;
}

function sum(into: Counts, more: Counts): Counts {
  const total = copyCounts(into);
  const whole = { requests: more.requests, errors: more.errors, values: more.values, latency: null };
  addTo(total, { ...NO_SAMPLE, ...whole });
  for (const [key, counts] of Object.entries(more.latency))
    addTo(total, { ...NO_SAMPLE, latency: { bounds: boundsIn(key), counts } });
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
