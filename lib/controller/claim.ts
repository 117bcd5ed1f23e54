import { prepared, type Sql } from '@/lib/db/sql';
import type { CommandAction, CommandBody } from '@/lib/providers/port';
import type { ProviderConfig } from '@/lib/providers/schema';
import { SILENT_AFTER_MS } from './heartbeat';

/** An attempt that this controller holds: the fence is `attempt`, the lease ends by itself. */
export type Claimed = {
  id: string;
  service: string;
  releaseId: string;
  generation: number;
  action: CommandAction;
  attempt: number;
  body: CommandBody;
  provider: ProviderConfig;
  /** Sealed. */
  providerSecret: string | null;
  /** True for a command sent once more after it was accepted: its outcome changes nothing but the history. */
  again: boolean;
};

/** Longer than a request may take, so that a lease ends only under a controller that is dead or frozen. */
export const LEASE_MS = 15_000;

/** A claim whose controller has died: its lease is over, or it has given no sign of life. */
export const ABANDONED = `(k.status = 'sending' AND (k.lease_until < clock_timestamp() OR NOT EXISTS (
  SELECT FROM controller_heartbeat h
  WHERE h.id = k.lease_owner AND h.seen_at > clock_timestamp() - interval '${SILENT_AFTER_MS} ms')))`;

/** What may be attempted now: due, or left behind by a controller that died. */
export const DUE = `((k.status = 'queued' AND k.next_attempt_at <= clock_timestamp()) OR ${ABANDONED})`;

const COLUMNS = 'k.id, k.service, k.release_id, k.generation, k.action, k.attempts, k.body';

/** What the CTE `claimed` holds, each with a row of history and how to send it. */
const readClaimed = (again: boolean): string => `history AS (
  INSERT INTO command_attempt (command_id, attempt, started_at)
  SELECT id, attempts, clock_timestamp() FROM claimed ON CONFLICT DO NOTHING
)
SELECT k.id, k.service, k.release_id AS "releaseId", k.generation, k.action, k.attempts AS attempt, k.body,
  s.provider, s.provider_secret AS "providerSecret", ${again} AS again
FROM claimed k JOIN service s ON s.name = k.service`;

/** Marks what the CTE `due(id)` holds as being sent by $1, with a row of history, and reads how to send it. */
export const TAKE = `
claimed AS (
  UPDATE command k SET status = 'sending', attempts = k.attempts + 1, lease_owner = $1,
    lease_until = clock_timestamp() + interval '${LEASE_MS} ms', sent_at = coalesce(k.sent_at, clock_timestamp())
  FROM due WHERE k.id = due.id
  RETURNING ${COLUMNS}
), ${readClaimed(false)}`;

const lowering = (lane: string): string => `
WITH due AS (
  SELECT k.id FROM command k WHERE NOT k.raising AND k.action ${lane} AND k.status IN ('queued', 'sending') AND ${DUE}
  ORDER BY k.next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED
), ${TAKE}`;

const ROLLBACKS = prepared(lowering(`= 'rollback'`));
const OTHERS = prepared(lowering(`<> 'rollback'`));

/** Claims commands that do not raise exposure: nothing is asked, nothing waited for, one statement. */
export function claimLowering(sql: Sql, owner: string, lane: 'rollback' | 'other', limit: number): Promise<Claimed[]> {
  return sql.query<Claimed>(lane === 'rollback' ? ROLLBACKS : OTHERS, [owner, limit]);
}

const RAISES =
  prepared(`SELECT k.service FROM command k WHERE k.raising AND k.status IN ('queued', 'sending') AND ${DUE}
ORDER BY k.next_attempt_at LIMIT $1`);

/** Services with a raise that is due or abandoned. */
export async function servicesToRaise(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ service: string }>(RAISES, [limit]);
  return [...new Set(rows.map(({ service }) => service))];
}

const AGAIN = prepared(`
WITH due AS (
  SELECT r.command_id AS id FROM command_resend r JOIN command k ON k.id = r.command_id
  WHERE r.due_at <= clock_timestamp() AND k.status <> 'sending' ORDER BY r.due_at LIMIT $1 FOR UPDATE OF r SKIP LOCKED
), useless AS (
  DELETE FROM command_resend r USING due, command k
  WHERE r.command_id = due.id AND k.id = due.id AND (k.status NOT IN ('accepted', 'confirmed')
    OR EXISTS (SELECT FROM command n WHERE n.service = k.service AND n.generation > k.generation))
  RETURNING r.command_id AS id
), held AS (
  UPDATE command_resend r SET due_at = clock_timestamp() + interval '${LEASE_MS} ms'
  FROM due WHERE r.command_id = due.id AND due.id NOT IN (SELECT id FROM useless) RETURNING r.command_id AS id
), claimed AS (
  UPDATE command k SET attempts = k.attempts + 1 FROM held WHERE k.id = held.id
  RETURNING ${COLUMNS}
), ${readClaimed(true)}`);

/** Claims commands to be sent once more; those that something newer has replaced are forgotten. */
export function claimAgain(sql: Sql, limit: number): Promise<Claimed[]> {
  return sql.query<Claimed>(AGAIN, [limit]);
}
