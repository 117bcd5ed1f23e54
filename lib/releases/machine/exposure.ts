import type { PlanSpec } from '@/lib/plans/schema';
import { type Centi, FULL, toCenti } from '@/lib/shared/exposure';
import type { ReleaseState } from '../state';

export type Targets = { ring: string; exposure: Centi }[];

export const stepExposure = (plan: PlanSpec, index: number): Centi => toCenti(plan.steps[index]?.exposure ?? 0);
export const stepRing = (plan: PlanSpec, index: number): string => plan.steps[index]?.ring ?? '';
export const lastStep = (plan: PlanSpec): number => plan.steps.length - 1;

/**
 * The whole desired state at a step: with rings, earlier rings stay at 100 and later ones at 0; otherwise the one share
 * of everyone. `exposure` null means everything back to 0.
 */
export function targetsAt(plan: PlanSpec, index: number, exposure: Centi | null): Targets {
  if (plan.mechanism !== 'ring') return [{ ring: stepRing(plan, index), exposure: exposure ?? 0 }];
  const rings = [...new Set(plan.steps.map((step) => step.ring))];
  const here = rings.indexOf(stepRing(plan, index));
  return rings.map((ring, i) => ({
    ring,
    exposure: exposure === null || i > here ? 0 : i < here ? FULL : exposure,
  }));
}

/** What the provider last confirmed for this release, as a command would say it; 0 before anything was confirmed. */
export function confirmedExposure(plan: PlanSpec, state: ReleaseState): { step: number; exposure: Centi } {
  if (!state.confirmed) return { step: 0, exposure: 0 };
  return { step: state.confirmed.step, exposure: stepExposure(plan, state.confirmed.step) };
}

/** Same exposure, for a provider that answers in whole hundredths: one hundredth of a percent of slack. */
export const sameExposure = (a: Centi, b: Centi): boolean => Math.abs(a - b) <= 1;
