import type { PlanSpec } from '@/lib/plans/schema';
import type { ActionName } from './schema';

/** Which actions a plan demands a reason for: the machine refuses without one, a dialog asks before. Pure. */
export function reasonDemanded({ requireReason }: Pick<PlanSpec, 'requireReason'>): ActionName[] {
  return (['rollback', 'reject', 'override'] as const).filter((name) => requireReason[name]);
}
