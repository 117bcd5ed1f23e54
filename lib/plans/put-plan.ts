import canonicalize from 'canonicalize';
import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { lockName } from '@/lib/db/lock-name';
import { AppError, type FieldError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import type { Prisma, PrismaClient } from '@/prisma/generated/client';
import { type PlanSpec, planSpecSchema } from './schema';
import { type PlanView, planView } from './view';

export type PutPlan = {
  name: string;
  spec: PlanSpec;
  principal: Principal;
  expected: number | null;
  reason?: string | undefined;
};

/** Creates a plan or makes its next version; the same again changes nothing. Releases in flight keep the one they started with. */
export async function putPlan(
  deps: { db: PrismaClient; clock: Clock; authorize?: Authorize },
  put: PutPlan,
): Promise<{ plan: PlanView; created: boolean }> {
  const { name, spec } = put;
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await lockName(sql, 'plan', name);
    await sql.query('SELECT 1 FROM plan WHERE name = $1 FOR UPDATE', [name]);
    await deps.authorize?.(sql, put.principal, 'admin', { plan: name });
    const before = await tx.plan.findUnique({ where: { name } });
    requireVersion(`Plan ${name}`, put.expected, before?.version ?? null);
    // Pipelines put their plan on every run: what is there already stays as it is.
    if (before && canonicalize(planSpecSchema.parse(before.spec)) === canonicalize(spec))
      return { plan: planView(before), created: false };
    if (spec.mechanism === 'ring') await refuseRings(tx, name, spec);
    await refuseTeams(tx, spec);
    const at = new Date(deps.clock.now());
    const row = await tx.plan.upsert({
      where: { name },
      create: { name, spec, createdAt: at, updatedAt: at },
      update: { spec, version: { increment: 1 }, updatedAt: at },
    });
    await tx.planVersion.create({
      data: { plan: name, version: row.version, spec, createdBy: put.principal.person, createdAt: at },
    });
    const fact = { type: before ? 'plan.changed' : 'plan.created', data: { version: row.version, spec }, at };
    await appendAudit(sql, [
      { chain: `plan:${name}`, actor: put.principal, ...(put.reason ? { reason: put.reason } : {}), ...fact },
    ]);
    return { plan: planView(row), created: !before };
  });
}

/** A ring plan climbs rings that exist, in their order, and only for services whose provider can address them. */
async function refuseRings(tx: Prisma.TransactionClient, plan: string, spec: PlanSpec): Promise<void> {
  const rings = await tx.ring.findMany({ orderBy: { position: 'asc' } });
  const order = rings.map((ring) => ring.name);
  const errors: FieldError[] = spec.steps.flatMap((step, i) => {
    const path = `steps.${i}.ring`;
    const at = order.indexOf(step.ring);
    if (at < 0)
      return [{ path, message: `no ring named "${step.ring}"; /api/v1/rings has ${order.join(', ') || 'none'}` }];
    const before = spec.steps[i - 1];
    if (!before || order.indexOf(before.ring) <= at) return [];
    return [{ path, message: `rings never go back: ${step.ring} comes before ${before.ring} in /api/v1/rings` }];
  });
  const users = await tx.service.findMany({
    where: { plan, archivedAt: null, NOT: { provider: { path: ['rings'], equals: true } } },
  });
  if (users.length > 0) {
    const names = users.map((service) => service.name).join(', ');
    errors.push({ path: 'mechanism', message: `is used by services whose provider cannot address rings: ${names}` });
  }
  if (errors[0]) throw new AppError('unprocessable', `${errors[0].path} ${errors[0].message}`, { errors });
}

/** A team that nobody is in could never approve. */
async function refuseTeams(tx: Prisma.TransactionClient, spec: PlanSpec): Promise<void> {
  const wanted = spec.steps.flatMap(({ approval }, i) =>
    approval?.team === undefined ? [] : [{ team: approval.team, path: `steps.${i}.approval.team` }],
  );
  if (wanted.length === 0) return;
  const teams = await tx.team.findMany({ where: { name: { in: wanted.map(({ team }) => team) } } });
  const known = new Set(teams.map(({ name }) => name));
  const errors = wanted
    .filter(({ team }) => !known.has(team))
    .map(({ team, path }) => ({ path, message: `no team named "${team}"` }));
  if (errors[0]) throw new AppError('unprocessable', `${errors[0].path} ${errors[0].message}`, { errors });
}
