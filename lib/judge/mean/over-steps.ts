import { logSumExp } from '../math/log-sum-exp';

/**
 * Evidence over a release of which each step starts its mean anew (the share changes there). The largest of the steps'
 * e-values would have one chance of a false alarm per step; their mean, with a step that has not begun counted as 1 and a
 * finished one as it ended (not its maximum), is one e-value for all of them and costs at most ln(steps).
 *
 * `ended`: ln E at the end of each finished step; `current`: ln E of this one now; `steps`: how many the plan has, fixed
 * beforehand. Steps beyond that number (a repeated one) add nothing. The result may be latched.
 */
export function overSteps(ended: readonly number[], current: number, steps: number): number {
  const counted = [...ended, current].slice(0, steps);
  const ahead = steps - counted.length;
  return logSumExp(ahead > 0 ? [...counted, Math.log(ahead)] : counted) - Math.log(steps);
}
