import { normalQuantile } from '../math/normal';
import { SLOT_SIZE, type SlotMoments, towards, varianceOf } from './slot-moments';

/** Mean standard score of the `top` largest of `count` normal draws (Blom's plotting positions). */
function topScore(top: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < top; i++) sum += normalQuantile(1 - (i + 0.625) / (count + 0.25));
  return sum / top;
}

/**
 * What the strongest buckets are expected to hold, of so many slots: the request-level evidence must stand without them
 * while the guard is not ready. "Strongest" is by the score at a doubled ratio, as the judge ranks them.
 */
export function strongestOf(
  slot: SlotMoments,
  theta: number,
  leftOut: number,
): (slots: number) => { up: number; down: number } {
  const score = new Float64Array(SLOT_SIZE);
  score[0] = Math.LN2 - Math.log1p(theta);
  score[1] = -Math.log1p(theta);
  const spread = Math.sqrt(varianceOf(slot, score));
  const pull = towards(slot, score);
  return (slots) => {
    const buckets = slots * slot.informative;
    const most = { up: slot.up * slots, down: slot.down * slots };
    if (buckets <= leftOut) return most;
    const excess = spread > 0 ? topScore(leftOut, buckets) / spread : 0;
    const held = (mean: number, i: number) => leftOut * (mean / slot.informative + excess * (pull[i] as number));
    return { up: Math.min(most.up, held(slot.up, 0)), down: Math.min(most.down, Math.max(0, held(slot.down, 1))) };
  };
}
