import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/http/page';
import type { PrismaClient } from '@/prisma/generated/client';
import type { FreezeView } from './schema';
import { freezeView } from './view';

export async function getFreeze(db: PrismaClient, name: string, now: number): Promise<FreezeView> {
  const row = await db.freeze.findUnique({ where: { name } });
  if (!row) throw new AppError('not_found', `There is no freeze named "${name}".`);
  return freezeView(row, now);
}

type Query = { limit: number; cursor?: string | undefined; active?: boolean | undefined };

/** Freezes by name; `active` keeps those that forbid new exposure now. */
export async function listFreezes(db: PrismaClient, query: Query, now: number): Promise<Page<FreezeView>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const at = new Date(now);
  const standing = { liftedAt: null, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
  const rows = await db.freeze.findMany({
    where: {
      ...(after === undefined ? {} : { name: { gt: after } }),
      ...(query.active === undefined ? {} : query.active ? standing : { NOT: standing }),
    },
    orderBy: { name: 'asc' },
    take: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    (row) => freezeView(row, now),
    (row) => [row.name],
  );
}
