import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { Prisma, PrismaClient } from '@/prisma/generated/client';
import { changedParts } from './content';
import {
  emptyContent,
  type Postmortem,
  type PostmortemSummary,
  postmortemContentSchema,
  type Revision,
} from './schema';
import { noPostmortem, postmortemView, summaryView } from './view';

/** The postmortem of a release; 404 when it has none. */
export async function getPostmortem(db: PrismaClient, releaseId: string): Promise<Postmortem> {
  const row = await db.postmortem.findUnique({ where: { releaseId } });
  if (!row) throw noPostmortem(releaseId);
  return postmortemView(row);
}

export type PostmortemQuery = {
  limit: number;
  cursor?: string | undefined;
  status?: Postmortem['status'] | undefined;
  service?: string | undefined;
};

/** Postmortems, newest first. */
export async function listPostmortems(db: PrismaClient, query: PostmortemQuery): Promise<Page<PostmortemSummary>> {
  const cursor = readCursor(query.cursor, 2);
  const after: Prisma.PostmortemWhereInput =
    cursor?.[0] === undefined || cursor[1] === undefined
      ? {}
      : {
          OR: [
            { createdAt: { lt: new Date(cursor[0]) } },
            { createdAt: new Date(cursor[0]), releaseId: { gt: cursor[1] } },
          ],
        };
  const rows = await db.postmortem.findMany({
    where: {
      ...after,
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.service === undefined ? {} : { service: query.service }),
    },
    omit: { charts: true, timeline: true, content: true },
    orderBy: [{ createdAt: 'desc' }, { releaseId: 'asc' }],
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, summaryView, (row) => [row.createdAt.toISOString(), row.releaseId]);
}

/** Every edit of a postmortem, newest first: who, when and which parts. */
export async function listRevisions(
  db: PrismaClient,
  releaseId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Revision>> {
  const before = readCursor(query.cursor, 1)?.[0];
  const rows = await db.postmortemRevision.findMany({
    where: { releaseId, ...(before === undefined ? {} : { revision: { lt: Number(before) } }) },
    orderBy: { revision: 'desc' },
    // One more than the page needs: the last of it is compared with the one before.
    take: query.limit + 1,
  });
  const contents = rows.map((row) => postmortemContentSchema.parse(row.content));
  const page = toPage(
    rows,
    query.limit,
    (row) => row,
    (row) => [String(row.revision)],
  );
  const items = page.items.map((row, index) => {
    const content = contents[index] ?? emptyContent();
    return {
      revision: row.revision,
      status: row.status as Revision['status'],
      content,
      author: row.authorName,
      at: row.at.toISOString(),
      changed: changedParts(contents[index + 1] ?? emptyContent(), content),
    };
  });
  return { items, nextCursor: page.nextCursor };
}
