import type { Sql } from '@/lib/db/sql';
import { ACTIVE } from '@/lib/releases/lane/load';
import { notify } from '@/lib/releases/lane/notify';
import { RESEND } from './outcome';

// A void command whose controller died in mid-request: when its request can no longer arrive, it counts as settled.
const LOST = `
WITH lost AS (
  UPDATE command k SET lease_owner = NULL, lease_until = NULL
  WHERE k.lease_owner IS NOT NULL AND k.status = 'void' AND k.lease_until < clock_timestamp()
  RETURNING k.id, k.service, k.generation, k.attempts
), history AS (
  UPDATE command_attempt a SET ended_at = clock_timestamp(), error = 'no answer: the controller that sent it ended'
  FROM lost WHERE a.command_id = lost.id AND a.attempt = lost.attempts AND a.ended_at IS NULL
), late AS (SELECT service, generation FROM lost)
${RESEND} RETURNING command_id`;

// A rollback that was accepted and is not confirmed after a minute is asserted again every 15 s, without end.
const ASSERT = `
UPDATE command k SET status = 'queued', next_attempt_at = clock_timestamp()
FROM release r WHERE r.status = 'rollback_failed' AND k.release_id = r.id AND k.service = r.service AND k.generation = r.generation
  AND k.status IN ('accepted', 'refused') AND coalesce(k.settled_at, k.created_at) < clock_timestamp() - interval '15 s'
RETURNING k.id`;

/** What no answer will ever settle: run every few seconds, by any number of replicas. Answers whether there is something to send. */
export async function sweepCommands(sql: Sql): Promise<boolean> {
  const lost = await sql.query(LOST);
  const again = await sql.query(ASSERT);
  if (lost.length + again.length > 0) await notify(sql, [{ t: 'command' }]);
  return lost.length + again.length > 0;
}

const FORGOTTEN = `
UPDATE service_control c SET due_at = clock_timestamp()
WHERE c.due_at IS NULL AND EXISTS (SELECT FROM release r WHERE r.service = c.service AND r.status IN ${ACTIVE}
  AND NOT (r.status = 'paused' AND r.generation = 0))
RETURNING c.service`;

const UNREAD = `
INSERT INTO read_back (service, next_at)
SELECT DISTINCT r.service, clock_timestamp() FROM release r JOIN service s ON s.name = r.service
WHERE r.status IN ${ACTIVE} AND r.generation > 0 AND coalesce(s.provider->>'statusUrl', '') <> ''
ON CONFLICT DO NOTHING`;

/** The safety net: whatever is in flight and has no next look, and whatever was commanded and is not read back. */
export async function sweepReleases(sql: Sql): Promise<number> {
  const forgotten = await sql.query<{ service: string }>(FORGOTTEN);
  await sql.query(UNREAD);
  if (forgotten.length > 0) await notify(sql, [{ t: 'due', s: forgotten.map(({ service }) => service) }]);
  return forgotten.length;
}
