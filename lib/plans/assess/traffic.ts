import type { Ring } from '@/lib/rings/schema';
import type { PlanSpec } from '../schema';

/**
 * Which part (0–1) of all requests the new version serves at each step; null where a ring's size is not known. For rings
 * that is everyone on the new version: all earlier rings and the exposed part of this one.
 */
export function sharesOf(plan: Pick<PlanSpec, 'mechanism' | 'steps'>, rings: readonly Ring[]): (number | null)[] {
  if (plan.mechanism !== 'ring') return plan.steps.map(({ exposure }) => exposure / 100);
  const sizes = new Map(rings.map((ring) => [ring.name, ring.share ?? null]));
  return plan.steps.map(({ ring, exposure }, index) => {
    const earlier = [...new Set(plan.steps.slice(0, index).map((step) => step.ring))].filter((name) => name !== ring);
    const before = earlier.reduce<number | null>((sum, name) => add(sum, sizes.get(name) ?? null), 0);
    const own = sizes.get(ring) ?? null;
    const share = add(before, own === null ? null : (own * exposure) / 100);
    // The last ring at 100 % is everyone, whether or not the rings before it add up.
    return index === plan.steps.length - 1 && exposure === 100 ? 1 : share === null ? null : Math.min(1, share);
  });
}

const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
