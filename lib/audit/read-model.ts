import type { Sql } from '@/lib/db/sql';
import { CHANGES } from './changes';
import type { AuditEvent, AuditFilter, AuditList } from './schema';

type Row = Omit<AuditEvent, 'at'> & { at: Date };

const COLUMNS = `e.id::text AS id, e.chain, e.seq, e.release_id AS "releaseId", e.service, e.type, e.actor, e.reason, e.data,
  e.at, e.prev_hash AS "prevHash", e.hash,
  (SELECT s.seal_seq FROM audit_seal_entry s WHERE s.event_id = e.id) AS seal`;

/** Conditions and parameters of a filter; the parameters go on from `params`. */
function where(filter: AuditFilter, params: unknown[]): string {
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    if (value === undefined) return;
    params.push(value);
    conditions.push(condition.replace('?', `$${params.length}`));
  };
  add('e.release_id = ?', filter.release);
  add('e.service = ?', filter.service);
  add('e.type = ?', filter.type);
  add("e.actor->>'person' = ?", filter.person);
  add('e.at >= ?', filter.from === undefined ? undefined : new Date(filter.from));
  add('e.at < ?', filter.to === undefined ? undefined : new Date(filter.to));
  return conditions.map((condition) => `AND ${condition}`).join(' ');
}

const view = (row: Row): AuditEvent => ({ ...row, at: row.at.toISOString() });

type Page = { limit: number; cursor?: string | undefined; only?: 'changes' | undefined };

/** Events, newest first; `cursor` is the last id of the page before. */
export async function listAudit(sql: Sql, { limit, cursor, only, ...filter }: AuditFilter & Page): Promise<AuditList> {
  const params: unknown[] = [limit + 1, cursor ?? null, only === undefined ? null : CHANGES.source];
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS}, (SELECT r.version FROM release r WHERE r.id = e.release_id) AS version FROM audit_event e
     WHERE ($2::text IS NULL OR e.id < $2::text::bigint) AND ($3::text IS NULL OR e.type ~ $3::text) ${where(filter, params)}
     ORDER BY e.id DESC LIMIT $1`,
    params,
  );
  const items = rows.slice(0, limit).map(view);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A release's events, oldest first, as its timeline shows them. */
export async function releaseEvents(sql: Sql, releaseId: string, limit = 2_000): Promise<AuditEvent[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM audit_event e WHERE e.release_id = $1 ORDER BY e.seq LIMIT $2`,
    [releaseId, limit],
  );
  return rows.map(view);
}

const EXPORT_BATCH = 1_000;

/**
 * The record as NDJSON, in batches of lines: one `header`, every event that was committed when it began, in the order of
 * ids, then (without a filter) every seal, so that an auditor can check the chains without Rampart.
 */
export async function* exportAudit(sql: Sql, filter: AuditFilter, now: Date): AsyncGenerator<string> {
  const [last] = await sql.query<{ id: string; head: string | null }>(
    `SELECT coalesce(max(id), 0)::text AS id, (SELECT hash FROM audit_chain WHERE chain = 'seals') AS head FROM audit_event`,
  );
  const lines = (kind: string, rows: readonly object[]) =>
    rows.map((row) => `${JSON.stringify({ kind, ...row })}\n`).join('');
  yield lines('header', [
    { format: 'rampart-audit/1', exportedAt: now.toISOString(), upTo: last?.id, head: last?.head, filter },
  ]);
  for (let after = '0'; ; ) {
    const params: unknown[] = [EXPORT_BATCH, after, last?.id];
    const rows = await sql.query<Row>(
      `SELECT ${COLUMNS} FROM audit_event e
       WHERE e.id > $2::text::bigint AND e.id <= $3::text::bigint ${where(filter, params)} ORDER BY e.id LIMIT $1`,
      params,
    );
    if (rows.length > 0) yield lines('event', rows.map(view));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < EXPORT_BATCH) break;
  }
  if (Object.keys(filter).length === 0) yield* exportSeals(sql, lines);
}

async function* exportSeals(
  sql: Sql,
  lines: (kind: string, rows: readonly object[]) => string,
): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await sql.query<{ seq: number }>(
      `SELECT s.seq, s.at, s.count, s.prev_hash AS "prevHash", s.hash,
         (SELECT array_agg(n.event_id::text ORDER BY n.position) FROM audit_seal_entry n WHERE n.seal_seq = s.seq) AS events
       FROM audit_seal s WHERE s.seq > $2 ORDER BY s.seq LIMIT $1`,
      [EXPORT_BATCH, after],
    );
    if (rows.length > 0) yield lines('seal', rows);
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < EXPORT_BATCH) break;
  }
}
