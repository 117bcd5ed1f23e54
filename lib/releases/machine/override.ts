import type { ReleaseState, Snapshot } from '../state';

/** How long an override lifts what it lifts when nobody says how long, and at most. */
export const OVERRIDE_LASTS_MS = 4 * 3_600_000;
export const OVERRIDE_AT_MOST_MS = 24 * 3_600_000;

type Given = NonNullable<ReleaseState['override']>;

/** When an override ends by itself, epoch ms. One given before they expired lasts for its step. */
export const endsAt = ({ until }: Given): number => until ?? Number.POSITIVE_INFINITY;

/** The override that has run out, or null. */
export function ranOut({ override }: Pick<ReleaseState, 'override'>, now: number): Given | null {
  return override && now >= endsAt(override) ? override : null;
}

/** The same facts, without an override that has run out. */
export function withoutExpired(snapshot: Snapshot, now: number): Snapshot {
  const { release } = snapshot;
  if (!ranOut(release.state, now)) return snapshot;
  return { ...snapshot, release: { ...release, state: { ...release.state, override: null } } };
}
