import type { Early } from './facts';
import type { GateSpec } from './schema';

/**
 * What a look comes to where failing looks are counted, `failures` of them with this one. More than `failureLimit` fail
 * the gate (Argo's reading: the limit is exceeded strictly), whatever the look itself says; up to there a failing one is
 * tolerated and said so. `early` is a verdict given before the look, and stands for it.
 */
export function tolerating({ failureLimit }: GateSpec, failures: number, look: Early, early: Early | null): Early {
  if (failures > failureLimit) return { verdict: 'fail', why: look.why };
  if (early) return early;
  if (look.verdict !== 'fail') return look;
  return { verdict: 'inconclusive', why: `${look.why}; failing look ${failures} of ${failureLimit} tolerated` };
}
