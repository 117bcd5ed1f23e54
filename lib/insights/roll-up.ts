import type { Sql } from '@/lib/db/sql';
import { CHANGES } from './roll-up-changes';

const MOST_EVENTS = 50_000;
/** Samples may come late; older ones than this are in no sum, except at the very first pass. */
const LATE_MS = 2 * 86_400_000;
const FIRST_MS = 31 * 86_400_000;

// One range of the index (service, tx) per service, in the partitions of the last days only.
const SAMPLES = `
INSERT INTO insight_day AS d (service, day, requests, errors)
SELECT s.name, t.day, t.requests, t.errors FROM service s CROSS JOIN LATERAL (
  SELECT (at AT TIME ZONE 'UTC')::date AS day, sum(requests) AS requests, sum(errors) AS errors
  FROM telemetry_sample WHERE service = s.name AND tx >= $1::text::xid8 AND tx < $2::text::xid8 AND at >= $3 GROUP BY 1
) t
ON CONFLICT (service, day) DO UPDATE SET requests = d.requests + excluded.requests, errors = d.errors + excluded.errors`;

type Cursor = { auditId: string; tx: string };

/**
 * Adds what happened since the last pass to the daily sums: every event and every sample once, whenever it was
 * committed. Cheap, so call it each minute; run it in a transaction of its own. `now` in epoch ms.
 * @returns whether there is more to do at once.
 */
export async function rollUp(sql: Sql, now: number): Promise<boolean> {
  const [cursor] = await sql.query<Cursor>(
    'SELECT audit_id::text AS "auditId", telemetry_tx::text AS tx FROM insight_cursor FOR UPDATE SKIP LOCKED',
  );
  if (!cursor) return false;
  // Ids up to the sealer's low mark are all committed or never will be; transactions below xmin have all ended.
  const [limit] = await sql.query<{ auditId: string; low: string; tx: string }>(
    `SELECT least(low, $1::text::bigint + ${MOST_EVENTS})::text AS "auditId", low::text, pg_snapshot_xmin(pg_current_snapshot())::text AS tx
     FROM audit_seal_mark`,
    [cursor.auditId],
  );
  if (!limit) return false;
  const from = new Date(now - (cursor.tx === '0' ? FIRST_MS : LATE_MS));
  await sql.query(CHANGES, [cursor.auditId, limit.auditId]);
  await sql.query(SAMPLES, [cursor.tx, limit.tx, from]);
  await sql.query('UPDATE insight_cursor SET audit_id = $1::text::bigint, telemetry_tx = $2::text::xid8, at = $3', [
    limit.auditId,
    limit.tx,
    new Date(now),
  ]);
  return limit.auditId !== limit.low;
}
