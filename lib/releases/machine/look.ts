import type { GateRules } from '@/lib/gates/by-evidence';
import { evaluateGates } from '@/lib/gates/decide';
import { wantsRecorded } from '@/lib/gates/facts';
import { enterHold, freshMemory, type GateMemory, withMark } from '@/lib/gates/fold';
import type { GateEvaluation, GateSpec } from '@/lib/gates/schema';
import { emptied } from '@/lib/gates/sequential/state';
import { latencyQuantile } from '@/lib/gates/sli';
import type { Slot } from '@/lib/gates/slots';
import { lookAtSplit } from '@/lib/gates/split';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import type { ReleaseState } from '@/lib/releases/state';
import { durationMs } from '@/lib/shared/duration';
import { elapsed } from './clock';

type Looked = { plan: PlanSpec; state: ReleaseState; baselineVersion: string | null };

/** The gates a release is watched by now: those of its confirmed step; none before the first confirmation. */
export function watchedGates({ plan, state }: Pick<Looked, 'plan' | 'state'>): [string, GateSpec][] {
  if (!state.confirmed) return [];
  return stepGates(plan, state.confirmed.step).flatMap((name) => {
    const spec = plan.gates[name];
    return spec ? [[name, spec] as [string, GateSpec]] : [];
  });
}

/**
 * The memory the next look goes on from: entered anew where a hold or a fresh look has begun, null where nothing is
 * watched. What speaks for harm is kept over the steps of a release.
 */
export function memoryFor(release: Looked, stored: GateMemory | null): GateMemory | null {
  const since = release.state.confirmed?.at;
  if (since === undefined || watchedGates(release).length === 0) return null;
  const kept = stored ?? freshMemory(since);
  const entered = kept.since === since ? kept : enterHold(kept, since);
  return Object.values(release.state.resets).reduce(withMark, entered);
}

/** The memory to build again from the store, where a sample came too late or the database was restored: latches stay. */
export function rebuilt(memory: GateMemory): GateMemory {
  const gates = Object.entries(memory.gates).map(([name, { judge, points: _, ...record }]) => [
    name,
    { ...record, ...(judge ? { judge: emptied(judge) } : {}) },
  ]);
  const { began, since, marks, history, recorded } = memory;
  return { ...freshMemory(began, since, marks), history, recorded, gates: Object.fromEntries(gates) };
}

/** Whether the baseline's own past must be read before this look, and from which window (epoch ms). */
export function recordedWindow(release: Looked, memory: GateMemory): { from: number; to: number } | null {
  const specs = watchedGates(release).map(([, spec]) => spec);
  if (!wantsRecorded(specs, memory)) return null;
  const hold = durationMs(release.plan.steps[release.state.confirmed?.step ?? 0]?.hold ?? '0s');
  return { from: memory.since - Math.max(hold, 60_000), to: memory.since };
}

/** Whether latency edges are still to be chosen from the baseline's past, and the window to read for it (epoch ms). */
export function historyWindow(release: Looked, memory: GateMemory): { from: number; to: number } | null {
  const choosing = watchedGates(release).some(
    ([, spec]) => spec.method !== 'threshold' && spec.compare === 'baseline' && latencyQuantile(spec.sli) !== null,
  );
  if (memory.history !== null || !choosing) return null;
  return { from: memory.began - HISTORY_MS, to: memory.began };
}

const HISTORY_MS = 3_600_000;

/** The share of requests that the step commands for the canary, 0–1; null where rings say nothing of all requests. */
function commandedShare({ plan, state }: Looked): number | null {
  const exposure = plan.steps[state.confirmed?.step ?? 0]?.exposure;
  return plan.mechanism === 'ring' || exposure === undefined ? null : exposure / 100;
}

const rulesOf = ({ plan }: Looked): GateRules => ({
  sequential: Object.values(plan.gates).filter(({ method }) => method === 'sequential').length,
  failingGates: plan.rollback.failingGates,
  severeEffect: plan.rollback.severeEffect ?? null,
});

/** Looks at every watched gate once. Pure: the same memory, closed slots and time give the same verdicts. */
export function look(
  release: Looked,
  memory: GateMemory,
  closed: readonly Slot[],
  now: number,
): { memory: GateMemory; gates: GateEvaluation[] } {
  const { plan, state, baselineVersion } = release;
  const split = lookAtSplit(memory, closed, commandedShare(release));
  const { gates, records } = evaluateGates(
    watchedGates(release),
    memory,
    closed,
    (name) => ({
      now,
      elapsedMs: state.hold ? elapsed(state.hold, now) : 0,
      noDataAfterMs: durationMs(plan.noDataAfter),
      hasBaseline:
        [memory.baseline, memory.recorded].some((counts) => (counts?.requests ?? 0) > 0) || baselineVersion !== null,
      steps: plan.steps.length,
      resetAt: state.resets[name] ?? null,
    }),
    rulesOf(release),
    split.broken,
  );
  return { memory: { ...memory, split: split.memory, gates: { ...memory.gates, ...records } }, gates };
}
