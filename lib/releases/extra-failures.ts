import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from './schema';

/** The gate that counts failed requests and has seen some request; null where none does. Pure. */
export const errorGate = (gates: readonly GateEvaluation[]): (GateEvaluation & { canary: number }) | null =>
  gates.find(
    (gate): gate is GateEvaluation & { canary: number } => gate.sli === 'error_rate' && gate.canary !== null,
  ) ?? null;

/**
 * Failures a minute more than the baseline would have had, by the error gate: (canary rate − baseline rate) × canary
 * requests a minute. The requests are counted from `since` to the look, whatever the hold's clock does meanwhile; a look
 * from before that was recorded is spread over the hold. Against a limit, with no baseline, every failure counts. Null
 * where no error gate tells.
 */
export function extraFailuresPerMinute({ gates, hold }: Pick<Release, 'gates' | 'hold'>): number | null {
  const gate = errorGate(gates);
  if (!gate) return null;
  const span = countedFor(gate) ?? hold?.elapsedMs ?? 0;
  if (span < 1000) return null;
  return Math.max(0, ((gate.canary - (gate.baseline ?? 0)) * gate.samples.canary * 60_000) / span);
}

const countedFor = ({ since, evaluatedAt }: GateEvaluation): number | null =>
  since && evaluatedAt ? Date.parse(evaluatedAt) - Date.parse(since) : null;
