/** A step of Argo's canary: a weight in percent, or a pause; without a duration it waits for a person. */
export type ArgoStep = { setWeight: number } | { pause: { durationMs: number | null } };

/**
 * The step after a look at a pause. A pause ends after its duration, unless a person paused the rollout: then it stays,
 * however long, and resuming goes on from there.
 * https://github.com/argoproj/argo-rollouts/blob/master/rollout/pause.go
 */
export function afterPause(
  steps: readonly ArgoStep[],
  index: number,
  at: { elapsedMs: number; isPausedByPerson: boolean },
): { index: number; why: 'manually paused' | 'pausing' | null } {
  if (at.isPausedByPerson) return { index, why: 'manually paused' };
  const step = steps[index];
  if (step === undefined || !('pause' in step)) return { index, why: null };
  const { durationMs } = step.pause;
  return durationMs !== null && at.elapsedMs > durationMs ? { index: index + 1, why: null } : { index, why: 'pausing' };
}
