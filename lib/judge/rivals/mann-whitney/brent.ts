const EPSILON = 2 ** -52;
const MOST_STEPS = 1000;

/**
 * Brent's zero of `f` between `lower` and `upper` (Algorithms for Minimization Without Derivatives, 1973, ch. 4), with
 * the stopping rule of R's `uniroot`: the answer is within `tolerance` of a change of sign, in the unit of the data. The
 * default of 1e-4 is absolute, as R's and Kayenta's is: on data of that size or smaller the answer is only noise.
 */
export function brentZero(
  f: (at: number) => number,
  [lower, fLower]: [number, number],
  [upper, fUpper]: [number, number],
  tolerance = 1e-4,
): number {
  if (fLower === 0) return lower;
  if (fUpper === 0) return upper;
  // `best` is the nearest so far, `across` has the other sign, `older` is the best before.
  let [older, fOlder, best, fBest, across, fAcross] = [lower, fLower, upper, fUpper, lower, fLower];
  for (let n = 0; n <= MOST_STEPS; n++) {
    const lastStep = best - older;
    if (Math.abs(fAcross) < Math.abs(fBest)) {
      [older, best, across] = [best, across, best];
      [fOlder, fBest, fAcross] = [fBest, fAcross, fBest];
    }
    const least = 2 * EPSILON * Math.abs(best) + tolerance / 2;
    const half = (across - best) / 2;
    if (Math.abs(half) <= least || fBest === 0) return best;
    const mayInterpolate = Math.abs(lastStep) >= least && Math.abs(fOlder) > Math.abs(fBest);
    const wanted = mayInterpolate
      ? interpolate([older, fOlder], [best, fBest], [across, fAcross], least, lastStep, half)
      : half;
    const step = Math.abs(wanted) >= least ? wanted : wanted > 0 ? least : -least;
    [older, fOlder] = [best, fBest];
    best += step;
    fBest = f(best);
    if (Math.sign(fBest) === Math.sign(fAcross)) [across, fAcross] = [older, fOlder];
  }
  return best;
}

/** The step of the secant or of inverse quadratic interpolation, where it stays well inside; otherwise half the way. */
function interpolate(
  [older, fOlder]: [number, number],
  [best, fBest]: [number, number],
  [across, fAcross]: [number, number],
  least: number,
  lastStep: number,
  half: number,
): number {
  const width = across - best;
  let p: number;
  let q: number;
  const s = fBest / fOlder;
  if (older === across) {
    p = width * s;
    q = 1 - s;
  } else {
    const u = fOlder / fAcross;
    const v = fBest / fAcross;
    p = s * (width * u * (u - v) - (best - older) * (v - 1));
    q = (u - 1) * (v - 1) * (s - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  const inside = p < 0.75 * width * q - Math.abs(least * q) / 2 && p < Math.abs((lastStep * q) / 2);
  return inside ? p / q : half;
}
