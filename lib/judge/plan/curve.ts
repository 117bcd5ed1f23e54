/** Chance of a decision by each time (seconds), both rising. Before the first time the chance is 0. */
export type Curve = { seconds: readonly number[]; chances: readonly number[] };

/** Nobody holds a release longer: beyond thirty days a curve says nothing. */
export const HORIZON_S = 30 * 86_400;

/** What can never happen. */
export const NEVER: Curve = { seconds: [], chances: [] };

/** Chance of a decision within `seconds`, straight between the points. */
export function chanceWithin({ seconds, chances }: Curve, within: number): number {
  const i = seconds.findIndex((second) => second > within);
  if (i === -1) return chances.at(-1) ?? 0;
  if (i === 0) return 0;
  const [from, to] = [seconds[i - 1] as number, seconds[i] as number];
  const [low, high] = [chances[i - 1] as number, chances[i] as number];
  return low + ((high - low) * (within - from)) / (to - from);
}

/** Seconds until the chance of a decision is `chance`; null where it is not reached within the horizon. */
export function secondsFor({ seconds, chances }: Curve, chance: number): number | null {
  const i = chances.findIndex((each) => each >= chance);
  if (i === -1) return null;
  if (i === 0) return seconds[0] as number;
  const [low, high] = [chances[i - 1] as number, chances[i] as number];
  const [from, to] = [seconds[i - 1] as number, seconds[i] as number];
  return high > low ? from + ((to - from) * (chance - low)) / (high - low) : to;
}

/** The same curve with everything later by so many seconds. */
export const delayed = ({ seconds, chances }: Curve, by: number): Curve => ({
  seconds: seconds.map((second) => second + by),
  chances,
});
