import { compare } from './compare';
import type { Judged } from './decide';
import type { Early, GateFacts } from './facts';
import type { GateMemory, GateRecord } from './fold';
import type { GateSpec } from './schema';

/**
 * `threshold`: the plain numbers at each look. A failing look counts once per new data; more than `failureLimit` of them
 * fail the gate (Argo's reading: the limit is exceeded strictly).
 */
export function byComparison(
  spec: GateSpec,
  facts: GateFacts,
  early: Early | null,
  memory: GateMemory,
  before: GateRecord,
): Judged {
  const found = early ? null : compare(spec, facts);
  const isNewLook = memory.newestCanaryAt !== null && memory.newestCanaryAt !== before.lookedAt;
  const failures = before.failures + (found?.failing && isNewLook ? 1 : 0);
  const record = { ...before, failures, lookedAt: memory.newestCanaryAt };
  const common = { effect: found?.effect ?? null, isHarmless: found !== null && !found.failing, record };
  if (failures > spec.failureLimit) return { ...common, verdict: 'fail', why: found?.why ?? 'failed before' };
  if (early) return { ...common, ...early };
  if (!found?.failing) {
    // The baseline's own past leaves drift uncontrolled: nothing is proven by it.
    const isRecorded = facts.baselineKind === 'recorded';
    return isRecorded
      ? { ...common, verdict: 'inconclusive', why: `${found?.why ?? ''}, from its own past: not proven` }
      : { ...common, verdict: 'pass', why: found?.why ?? '' };
  }
  return {
    ...common,
    verdict: 'inconclusive',
    why: `${found.why}; failing look ${failures} of ${spec.failureLimit} tolerated`,
  };
}
