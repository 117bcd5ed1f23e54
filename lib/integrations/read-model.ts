import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { Prisma, PrismaClient } from '@/prisma/generated/client';
import { noIntegration } from './put-integration';
import type { Delivery, Integration } from './schema';
import { integrationView } from './view';

const omit = { secret: true } as const;

/** One integration; 404 when unknown. */
export async function getIntegration(db: PrismaClient, name: string): Promise<Integration> {
  const row = await db.integration.findUnique({ where: { name }, omit });
  if (!row) throw noIntegration(name);
  return integrationView(row);
}

/** Integrations by name. */
export async function listIntegrations(
  db: PrismaClient,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Integration>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const rows = await db.integration.findMany({
    ...(after === undefined ? {} : { where: { name: { gt: after } } }),
    omit,
    orderBy: { name: 'asc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, integrationView, (row) => [row.name]);
}

export type DeliveryQuery = { limit: number; cursor?: string | undefined; status?: Delivery['status'] | undefined };

/** Deliveries of an integration, newest first, with why each was refused. Also of one that was removed since. */
export async function listDeliveries(
  db: PrismaClient,
  integration: string,
  query: DeliveryQuery,
): Promise<Page<Delivery>> {
  const cursor = readCursor(query.cursor, 2);
  const after: Prisma.HookDeliveryWhereInput =
    cursor?.[0] === undefined || cursor[1] === undefined
      ? {}
      : {
          OR: [{ receivedAt: { lt: new Date(cursor[0]) } }, { receivedAt: new Date(cursor[0]), id: { gt: cursor[1] } }],
        };
  const rows = await db.hookDelivery.findMany({
    where: { integration, ...after, ...(query.status === undefined ? {} : { status: query.status }) },
    omit: { body: true, parsed: true },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    take: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    (row) => ({
      id: row.id,
      deliveryId: row.deliveryId,
      event: row.event,
      status: row.status as Delivery['status'],
      reason: row.reason,
      service: row.service,
      version: row.version,
      releaseId: row.releaseId,
      receivedAt: row.receivedAt.toISOString(),
      processedAt: row.processedAt?.toISOString() ?? null,
    }),
    (row) => [row.receivedAt.toISOString(), row.id],
  );
}
