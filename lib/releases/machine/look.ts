import { evaluateGate, wantsRecorded } from '@/lib/gates/decide';
import { freshMemory, type GateMemory } from '@/lib/gates/fold';
import type { GateEvaluation, GateSpec } from '@/lib/gates/schema';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import { durationMs } from '@/lib/shared/duration';
import type { ReleaseState } from '../state';
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

/** The memory the next look goes on from: fresh where a new hold has begun, null where nothing is watched. */
export function memoryFor(release: Looked, stored: GateMemory | null): GateMemory | null {
  const since = release.state.confirmed?.at;
  if (since === undefined || watchedGates(release).length === 0) return null;
  return stored && stored.since === since ? stored : freshMemory(since);
}

/** Whether the baseline's own past must be read before this look, and from which window (epoch ms). */
export function recordedWindow(release: Looked, memory: GateMemory): { from: number; to: number } | null {
  if (
    release.baselineVersion === null ||
    !wantsRecorded(
      watchedGates(release).map(([, spec]) => spec),
      memory,
    )
  )
    return null;
  const hold = durationMs(release.plan.steps[release.state.confirmed?.step ?? 0]?.hold ?? '0s');
  return { from: memory.since - Math.max(hold, 60_000), to: memory.since };
}

/** Looks at every watched gate once. Pure: the same memory and time give the same verdicts. */
export function look(
  release: Looked,
  memory: GateMemory,
  now: number,
): { memory: GateMemory; gates: GateEvaluation[] } {
  const hold = release.state.hold;
  const elapsedMs = hold ? elapsed(hold, now) : 0;
  const gates: GateEvaluation[] = [];
  const records = { ...memory.gates };
  for (const [name, spec] of watchedGates(release)) {
    const { evaluation, record } = evaluateGate(name, spec, memory, {
      now,
      elapsedMs,
      noDataAfterMs: durationMs(release.plan.noDataAfter),
      hasBaseline: release.baselineVersion !== null || memory.baseline.requests > 0,
      resetAt: release.state.resets[name] ?? null,
    });
    gates.push(evaluation);
    records[name] = record;
  }
  return { memory: { ...memory, gates: records }, gates };
}
