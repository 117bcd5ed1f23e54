/** What a release is called and where it stands, in the shortest words. Pure; on every page, so it needs little else. */

import { formatExposure } from '@/lib/format/number';
import type { Release } from '@/lib/releases/schema';

/** "checkout 2.4.1" */
export const nameOf = ({ service, version }: Pick<Release, 'service' | 'version'>): string => `${service} ${version}`;

/** "broad 5 %": a place on the plan. */
export const placeOf = (step: { ring: string; exposure: number }): string =>
  `${step.ring} ${formatExposure(step.exposure)}`;

/** What of a release says where it stands. */
export type Placed = Pick<Release, 'status' | 'steps' | 'step' | 'exposure'>;

/** The step a release stands at: while it waits to enter one, that is the one before. */
export function standingStep({ status, steps, step }: Pick<Placed, 'status' | 'steps' | 'step'>): {
  index: number;
  ring: string;
} {
  const waits = status === 'awaiting_approval' || (status === 'paused' && step.startedAt === null);
  const index = waits ? Math.max(0, step.index - 1) : step.index;
  return { index, ring: steps[index]?.ring ?? step.ring };
}

/** Where users see it now: "broad 5 %", by what the provider reports. */
export const standsAt = (release: Placed): string =>
  placeOf({ ring: standingStep(release).ring, exposure: release.exposure.observed ?? release.exposure.desired });
