import { addLookToBand, type Band } from './band';
import { type Placed, rankByStrength, strongest } from './early';
import type { Look } from './sums';

/**
 * The band while the guard is not ready: each bound as far as it stands without the looks that carry it. One that is open
 * already is open without them too. `failing` and `passing` are the same slots as the two sides see them; `read` makes a
 * band of the sums.
 */
export function earlyBand(
  full: Band,
  sums: Float64Array,
  failing: readonly Placed[],
  passing: readonly Placed[],
  read: (sums: Float64Array) => Band | null,
): Band {
  const without = (looks: readonly Look[]): Band | null => {
    const rest = new Float64Array(sums);
    for (const look of looks) addLookToBand(rest, look, -1);
    return read(rest);
  };
  let { lower, upper } = full;
  if (lower > 0) lower = Math.min(lower, without(strongest(rankByStrength(failing), 0))?.lower ?? 0);
  if (upper !== null) {
    const best = new Set(strongest(rankByStrength(passing), 0));
    const theirs = failing.filter((_, i) => best.has((passing[i] as Placed).look)).map(({ look }) => look);
    const high = without(theirs)?.upper ?? null;
    upper = high === null ? null : Math.max(upper, high);
  }
  return { lower, upper };
}
