import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { approvalsIn } from '@/lib/plans/choice';
import type { PlanSpec } from '@/lib/plans/schema';
import { isRole, resolved } from './approval-rule';
import type { LaneService } from './lane/model';

export type PlanRow = { name: string; version: number; spec: PlanSpec };

/**
 * The plan a release of this service takes: the service's own, or the one asked for. Whose approvals a service wants is
 * its admins' to say, so `requireAdmin` (which throws 403) is asked where the other plan wants fewer. Throws
 * unprocessable for an unknown plan and one that the provider cannot follow.
 */
export async function planFor(
  sql: Sql,
  service: LaneService,
  asked: string | undefined,
  requireAdmin: () => Promise<void> | undefined,
): Promise<PlanRow> {
  const name = asked ?? service.plan;
  const [plan] = await sql.query<PlanRow>('SELECT name, version, spec FROM plan WHERE name = $1', [name]);
  if (!plan) {
    throw new AppError('unprocessable', `no plan named "${name}"`, {
      errors: [{ path: 'plan', message: `no plan named "${name}"` }],
    });
  }
  if (plan.spec.mechanism === 'ring' && !service.rings) {
    throw new AppError(
      'unprocessable',
      `the plan "${name}" climbs rings, which the provider of "${service.name}" cannot address`,
      {
        errors: [{ path: 'plan', message: 'needs a provider with rings: true' }],
      },
    );
  }
  if (name !== service.plan) await refuseFewerApprovals(sql, service, plan, requireAdmin);
  return { ...plan, spec: await withTeams(sql, plan.spec) };
}

async function refuseFewerApprovals(
  sql: Sql,
  service: LaneService,
  plan: PlanRow,
  requireAdmin: () => Promise<void> | undefined,
): Promise<void> {
  const [own] = await sql.query<PlanRow>('SELECT name, version, spec FROM plan WHERE name = $1', [service.plan]);
  if (!own || approvalsIn(plan.spec) >= approvalsIn(own.spec)) return;
  await requireAdmin()?.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'forbidden') throw error;
    const message = `asks for ${approvalsIn(plan.spec)} approvals where "${own.name}", the plan of "${service.name}", asks for ${approvalsIn(own.spec)}: only its admins may choose that`;
    throw new AppError('forbidden', `plan: "${plan.name}" ${message}`, { errors: [{ path: 'plan', message }] });
  });
}

/** The plan as this release keeps it: an approval wanted from a team is wanted from its people. */
async function withTeams(sql: Sql, spec: PlanSpec): Promise<PlanSpec> {
  const roles = spec.steps.flatMap(({ approval }) => (approval ? [approval.role] : []));
  if (roles.every(isRole)) return spec;
  const teams = await sql.query<{ name: string }>('SELECT name FROM team WHERE name = ANY($1)', [roles]);
  const names = teams.map(({ name }) => name);
  return {
    ...spec,
    steps: spec.steps.map((step) => (step.approval ? { ...step, approval: resolved(step.approval, names) } : step)),
  };
}
