/** Asked and seen may differ by this many points before it is drift. */
const DRIFT_POINTS = 0.5;

/** True when the provider reports something else than was asked. Percent numbers; `null` is not known. */
export function isDrift(asked: number, seen: number | null): boolean {
  return seen !== null && Math.abs(asked - seen) > DRIFT_POINTS;
}
