import { budgetOf, type Counted } from './budget';

/** Bad events of one version in the window, the part of them (0–1) while it was being released, and when the first and last were. Times in epoch ms. */
export type VersionBad = {
  version: string;
  bad: number;
  badSlices: number;
  releasing: number;
  from: number;
  to: number;
};
export type Spent = VersionBad & { share: number };

/**
 * What share of the whole budget each version spent, most first. Of events: its bad ones ÷ those allowed in the window.
 * Of time: its part of each bad slice. The shares of all versions add up to what was spent.
 */
export function attribute(
  slo: Counted,
  window: { total: number; lengthMs: number },
  versions: readonly VersionBad[],
): Spent[] {
  const allowed =
    slo.sliceMs === null
      ? window.total * budgetOf(slo.objective)
      : (window.lengthMs * budgetOf(slo.objective)) / slo.sliceMs;
  if (allowed <= 0) return [];
  return versions
    .map((version) => ({ ...version, share: (slo.sliceMs === null ? version.bad : version.badSlices) / allowed }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.version < b.version ? -1 : 1));
}
