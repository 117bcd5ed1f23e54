import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { BlockerKind } from '@/lib/releases/schema';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import { type OverrideView, REVIEW_WITHIN_MS } from './schema';

type Row = {
  id: string;
  release: string;
  service: string;
  version: string;
  owner: string;
  step: number;
  blockers: BlockerKind[];
  by: string;
  byId: string;
  reason: string;
  at: Date;
  until: Date;
  reviewedAt: Date | null;
  reviewer: string | null;
  note: string | null;
  now: Date;
};

const READ = `
SELECT v.id, v.release_id AS release, v.service, r.version, s.owner, v.step_index AS step, v.blockers, v.name AS by,
  v.principal AS "byId", v.reason, v.at, v.until, v.reviewed_at AS "reviewedAt", v.reviewer, v.note, clock_timestamp() AS now
FROM override_given v JOIN release r ON r.id = v.release_id JOIN service s ON s.name = v.service`;

function view({ reviewedAt, reviewer, note, now, ...row }: Row): OverrideView {
  const reviewBy = row.at.getTime() + REVIEW_WITHIN_MS;
  return {
    ...row,
    at: row.at.toISOString(),
    until: row.until.toISOString(),
    reviewBy: new Date(reviewBy).toISOString(),
    overdue: reviewedAt === null && now.getTime() > reviewBy,
    review: reviewedAt && { by: reviewer ?? '', at: reviewedAt.toISOString(), note },
  };
}

type Query = { limit: number; cursor?: string | undefined; reviewed?: boolean | undefined };

/** Overrides, newest first; `reviewed: false` are those that wait for a review, the one due first at the top. */
export async function listOverrides(sql: Sql, query: Query): Promise<Page<OverrideView>> {
  const after = readCursor(query.cursor, 1)?.[0] ?? null;
  const waits = query.reviewed === false;
  const rows = await sql.query<Row>(
    `${READ} WHERE ($1::boolean IS NULL OR (v.reviewed_at IS NOT NULL) = $1)
       AND ($2::uuid IS NULL OR v.id ${waits ? '>' : '<'} $2) ORDER BY v.id ${waits ? '' : 'DESC'} LIMIT $3`,
    [query.reviewed ?? null, after, query.limit + 1],
  );
  return toPage(rows, query.limit, view, (row) => [row.id]);
}

type ReviewDeps = { inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; authorize: Authorize };
type Review = { id: string; principal: Principal; note?: string | undefined };

/**
 * Says that someone has looked at an override: not who used it, with the right to approve on its service. Twice changes
 * nothing: the first review stands.
 */
export async function reviewOverride(deps: ReviewDeps, { id, principal, note }: Review): Promise<OverrideView> {
  return deps.inTransaction(async (sql) => {
    const [found] = await sql.query<{ service: string; person: string; releaseId: string; reviewed: boolean }>(
      `SELECT service, principal AS person, release_id AS "releaseId", reviewed_at IS NOT NULL AS reviewed
       FROM override_given WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!found) throw new AppError('not_found', `There is no override ${id}.`);
    const { service, person, releaseId } = found;
    await deps.authorize(sql, principal, 'approve', { service });
    if (person === principal.person)
      throw new AppError('forbidden', 'You used this override, so someone else must review it.');
    if (!found.reviewed) {
      const [{ at } = { at: new Date() }] = await sql.query<{ at: Date }>(
        `UPDATE override_given SET reviewed_at = clock_timestamp(), reviewed_by = $2, reviewer = $3, note = $4
         WHERE id = $1 RETURNING reviewed_at AS at`,
        [id, principal.person, principal.name, note ?? null],
      );
      const data = { override: id, by: principal.name };
      const fact = { type: 'override.reviewed', actor: principal, data, at, ...(note ? { reason: note } : {}) };
      await appendAudit(sql, [{ chain: releaseId, releaseId, service, ...fact }]);
      const [row] = await sql.query<{ r: number }>(
        'UPDATE release SET revision = revision + 1 WHERE id = $1 RETURNING revision AS r',
        [releaseId],
      );
      const notice = { t: 'release', id: releaseId, s: service, r: row?.r ?? 0 };
      await sql.query(`SELECT pg_notify('rampart', $1)::text`, [JSON.stringify(notice)]);
    }
    const [row] = await sql.query<Row>(`${READ} WHERE v.id = $1`, [id]);
    if (!row) throw new AppError('not_found', `There is no override ${id}.`);
    return view(row);
  });
}
