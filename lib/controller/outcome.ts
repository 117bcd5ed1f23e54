import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { AuditDraft } from '@/lib/audit/event';
import { prepared, type Sql } from '@/lib/db/sql';
import type { SendResult } from '@/lib/providers/port';
import { lockServices } from '@/lib/releases/lane/lock';
import { notify } from '@/lib/releases/lane/notify';
import { toPercent } from '@/lib/shared/exposure';
import type { Claimed } from './claim';

export type Outcome = {
  claimed: Claimed;
  result: SendResult;
  /** When the answer came, epoch ms of this replica; only differences of it are used. */
  at: number;
  /** In how many ms the next attempt is due; null when there is none. */
  delayMs: number | null;
};

/** How each result is stored. A refused rollback stays in the queue: it is tried without end. */
function statusOf({ claimed, result }: Outcome): { status: 'accepted' | 'refused' | 'queued'; error: string | null } {
  if (result.kind === 'accepted') return { status: 'accepted', error: null };
  if (result.kind === 'retry') return { status: 'queued', error: result.words };
  return claimed.action === 'rollback'
    ? { status: 'queued', error: `refused: ${result.words}` }
    : { status: 'refused', error: result.words };
}

const COLUMNS = `AS c(id uuid, service text, generation int, attempt int, again boolean, status text, error text, observed int,
  "httpStatus" int, "agoMs" float8, "delayMs" float8)`;

// Only the attempt that holds the fence may say how the command stands.
const RECORD = prepared(`
UPDATE command k SET status = c.status, error = c.error, lease_owner = NULL, lease_until = NULL,
  accepted_at = CASE WHEN c.status = 'accepted' THEN at.ended ELSE k.accepted_at END,
  observed = CASE WHEN c.status = 'accepted' THEN c.observed ELSE k.observed END,
  settled_at = CASE WHEN c.status = 'queued' THEN NULL ELSE at.ended END,
  next_attempt_at = at.ended + c."delayMs" * interval '1 ms'
FROM json_to_recordset($1::json) ${COLUMNS},
  LATERAL (SELECT clock_timestamp() - c."agoMs" * interval '1 ms' AS ended) at
WHERE k.id = c.id AND k.attempts = c.attempt AND k.status = 'sending' AND NOT c.again RETURNING k.id`);

const HISTORY = prepared(`
UPDATE command_attempt a SET ended_at = clock_timestamp() - c."agoMs" * interval '1 ms', http_status = c."httpStatus",
  observed = c.observed, error = c.error
FROM json_to_recordset($1::json) ${COLUMNS} WHERE a.command_id = c.id AND a.attempt = c.attempt`);

const LANDED = `
UPDATE command k SET lease_owner = NULL, lease_until = NULL
FROM json_to_recordset($1::json) ${COLUMNS} WHERE k.id = c.id AND k.attempts = c.attempt AND k.status = 'void'`;

/** The newest command of each service in `late(service, generation)`, if it lowers and was sent before this request settled. */
export const RESEND = `
INSERT INTO command_resend (command_id, due_at)
SELECT n.id, clock_timestamp() FROM (SELECT DISTINCT service, generation FROM late) l
JOIN LATERAL (
  SELECT k.id, k.raising, k.generation, k.attempts FROM command k WHERE k.service = l.service ORDER BY k.generation DESC LIMIT 1
) n ON NOT n.raising AND n.generation > l.generation AND n.attempts > 0
ON CONFLICT (command_id) DO UPDATE SET due_at = excluded.due_at`;

const LATE = `WITH late AS (SELECT c.service, c.generation FROM json_to_recordset($1::json) ${COLUMNS}) ${RESEND}`;

const SENT_AGAIN = 'DELETE FROM command_resend WHERE command_id = ANY($1)';

const WAKE = 'UPDATE service_control SET due_at = clock_timestamp() WHERE service = ANY($1)';

const READ_SOON = `
INSERT INTO read_back (service, next_at) SELECT name, clock_timestamp() FROM service
WHERE name = ANY($1) AND coalesce(provider->>'statusUrl', '') <> ''
ON CONFLICT (service) DO UPDATE SET next_at = excluded.next_at`;

export type Recorded = {
  /** Outcomes that came too late to count: their commands are void, or another attempt holds the fence. */
  fenced: number;
};

/** Records how attempts ended, in one transaction, and wakes whoever decides on it. `now` on the clock of `Outcome.at`. */
export async function recordOutcomes(sql: Sql, outcomes: readonly Outcome[], now: number): Promise<Recorded> {
  const services = [...new Set(outcomes.map(({ claimed }) => claimed.service))];
  await lockServices(sql, services);
  const rows = outcomes.map((outcome) => rowOf(outcome, now));
  const json = JSON.stringify(rows);
  const counted = new Set((await sql.query<{ id: string }>(RECORD, [json])).map(({ id }) => id));
  await sql.query(HISTORY, [json]);
  const late = rows.filter(({ id, again }) => !again && !counted.has(id));
  if (late.length > 0) {
    await sql.query(LANDED, [JSON.stringify(late)]);
    await sql.query(LATE, [JSON.stringify(late)]);
  }
  const again = outcomes.filter(({ claimed, result }) => claimed.again && result.kind !== 'retry');
  if (again.length > 0) await sql.query(SENT_AGAIN, [again.map(({ claimed }) => claimed.id)]);
  await sql.query(WAKE, [services]);
  const accepted = outcomes.filter(({ result }) => result.kind === 'accepted').map(({ claimed }) => claimed.service);
  if (accepted.length > 0) await sql.query(READ_SOON, [[...new Set(accepted)]]);
  await appendAudit(
    sql,
    outcomes.map((outcome) => draftOf(outcome, counted.has(outcome.claimed.id), now)),
  );
  await notify(sql, [
    { t: 'due', s: services },
    ...(late.length > 0 ? [{ t: 'command', l: ['again', 'raise'] } as const] : []),
  ]);
  return { fenced: late.length };
}

function rowOf(outcome: Outcome, now: number) {
  const { claimed, result, at, delayMs } = outcome;
  const { status, error } = statusOf(outcome);
  return {
    id: claimed.id,
    service: claimed.service,
    generation: claimed.generation,
    attempt: claimed.attempt,
    again: claimed.again,
    status,
    error,
    delayMs,
    agoMs: Math.max(0, now - at),
    httpStatus: result.status ?? null,
    observed: result.kind === 'accepted' ? (result.observed ?? null) : null,
  };
}

const TYPES: Record<SendResult['kind'], string> = {
  accepted: 'command.accepted',
  refused: 'command.refused',
  retry: 'command.failed',
};

function draftOf({ claimed, result, at }: Outcome, counts: boolean, now: number): AuditDraft {
  return {
    chain: claimed.releaseId,
    releaseId: claimed.releaseId,
    service: claimed.service,
    actor: CONTROLLER,
    type: counts || claimed.again ? TYPES[result.kind] : 'command.answered_late',
    at: new Date(Math.min(at, now)),
    data: {
      command: claimed.id,
      generation: claimed.generation,
      action: claimed.action,
      attempt: claimed.attempt,
      ...(claimed.again ? { again: true } : {}),
      ...(result.status === undefined ? {} : { httpStatus: result.status }),
      ...(result.kind === 'accepted'
        ? { observed: result.observed === undefined ? null : toPercent(result.observed) }
        : { words: result.words }),
    },
  };
}
