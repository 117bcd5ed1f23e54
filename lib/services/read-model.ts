import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { PrismaClient } from '@/prisma/generated/client';
import { type ServiceView, serviceView } from './view';

export const noService = (name: string): AppError => new AppError('not_found', `There is no service named "${name}".`);

/** One service; 404 when unknown or deleted. */
export async function getService(db: PrismaClient, name: string): Promise<ServiceView> {
  const row = await db.service.findUnique({ where: { name }, include: { control: true } });
  if (!row || row.archivedAt) throw noService(name);
  return serviceView(row);
}

/** Services by name. */
export async function listServices(
  db: PrismaClient,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ServiceView>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const rows = await db.service.findMany({
    where: { archivedAt: null, ...(after === undefined ? {} : { name: { gt: after } }) },
    include: { control: true },
    orderBy: { name: 'asc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, serviceView, (row) => [row.name]);
}
