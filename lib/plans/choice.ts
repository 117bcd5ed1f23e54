import type { PlanSpec } from './schema';

/** How many approvals a release of this plan needs in all. */
export const approvalsIn = ({ steps }: Pick<PlanSpec, 'steps'>): number =>
  steps.reduce((sum, { approval }) => sum + (approval?.count ?? 0), 0);

type Known = Pick<PlanSpec, 'mechanism' | 'steps'> & { name: string };
type Service = { plan: string; provider: { rings: boolean } };

/**
 * The plans a release of this service may take, its own first: not those that its provider cannot follow, nor those that
 * want fewer approvals than its own, which only its admins may choose. Pure.
 */
export function choosable<P extends Known>(plans: readonly P[], service: Service, admin: boolean): P[] {
  const own = plans.filter(({ name }) => name === service.plan);
  const fewest = admin ? 0 : Math.max(0, ...own.map(approvalsIn));
  const others = plans.filter(
    (plan) =>
      plan.name !== service.plan &&
      (plan.mechanism !== 'ring' || service.provider.rings) &&
      approvalsIn(plan) >= fewest,
  );
  return [...own, ...others];
}
