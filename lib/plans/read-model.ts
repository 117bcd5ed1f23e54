import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { PrismaClient } from '@/prisma/generated/client';
import { type PlanView, planView } from './view';

/** One plan; 404 when unknown. */
export async function getPlan(db: PrismaClient, name: string): Promise<PlanView> {
  const row = await db.plan.findUnique({ where: { name } });
  if (!row) throw new AppError('not_found', `There is no plan named "${name}".`);
  return planView(row);
}

/** Plans by name. */
export async function listPlans(
  db: PrismaClient,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<PlanView>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const rows = await db.plan.findMany({
    where: after === undefined ? {} : { name: { gt: after } },
    orderBy: { name: 'asc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, planView, (row) => [row.name]);
}
