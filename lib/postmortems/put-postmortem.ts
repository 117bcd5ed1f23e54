import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import type { PrismaClient } from '@/prisma/generated/client';
import { changedParts, publishProblems } from './content';
import { type Postmortem, type PostmortemInput, postmortemContentSchema } from './schema';
import { noPostmortem, postmortemView } from './view';

export type PutPostmortem = {
  releaseId: string;
  input: PostmortemInput;
  principal: Principal;
  /** The revision `If-Match` named; null when none. */
  expected: number | null;
};

/**
 * Replaces what people wrote; the facts cannot be edited. Each edit leaves a revision and an audit event. Throws 412
 * or 409 when somebody else edited meanwhile, 422 when it is to be published with an action that nobody owns.
 */
export async function putPostmortem(
  { db, clock, authorize }: { db: PrismaClient; clock: Clock; authorize?: Authorize },
  { releaseId, input, principal, expected }: PutPostmortem,
): Promise<Postmortem> {
  const { status: wanted, revision: based, reason, content } = input;
  return db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await sql.query('SELECT 1 FROM postmortem WHERE release_id = $1::uuid FOR UPDATE', [releaseId]);
    const before = await tx.postmortem.findUnique({ where: { releaseId } });
    if (!before) throw noPostmortem(releaseId);
    await authorize?.(sql, principal, 'release', { service: before.service });
    requireVersion('The postmortem', expected, before.revision);
    if (based !== undefined && based !== before.revision) throw await stale(tx, releaseId, before.revision);
    const status = wanted ?? (before.status as Postmortem['status']);
    const problems = status === 'published' ? publishProblems(content) : [];
    if (problems[0])
      throw new AppError('unprocessable', `Not published: ${problems[0].message}.`, { errors: problems });
    const changed = changedParts(postmortemContentSchema.parse(before.content), content);
    if (changed.length === 0 && status === before.status) return postmortemView(before);
    const at = new Date(clock.now());
    const revision = before.revision + 1;
    const row = await tx.postmortem.update({
      where: { releaseId },
      data: {
        content,
        status,
        revision,
        updatedAt: at,
        openActions: content.actions.filter(({ done }) => !done).length,
        publishedAt: status === 'published' ? (before.publishedAt ?? at) : null,
      },
    });
    await tx.postmortemRevision.create({
      data: { releaseId, revision, status, content, author: principal.person, authorName: principal.name, at },
    });
    const type = status !== before.status ? TYPES[status] : 'postmortem.edited';
    const fact = {
      chain: releaseId,
      releaseId,
      service: before.service,
      type,
      actor: principal,
      data: { revision, changed },
      at,
    };
    await appendAudit(sql, [reason === undefined ? fact : { ...fact, reason }]);
    return postmortemView(row);
  });
}

const TYPES: Record<Postmortem['status'], string> = {
  draft: 'postmortem.reopened',
  review: 'postmortem.review_asked',
  published: 'postmortem.published',
};

async function stale(
  tx: Pick<PrismaClient, 'postmortemRevision'>,
  releaseId: string,
  revision: number,
): Promise<AppError> {
  const last = await tx.postmortemRevision.findUnique({ where: { releaseId_revision: { releaseId, revision } } });
  const who = last ? `${last.authorName} edited it at ${last.at.toISOString().slice(11, 19)}` : 'it was edited';
  return new AppError('conflict', `Not saved: ${who} meanwhile; it is at revision ${revision} now.`, {
    extra: { revision },
  });
}
