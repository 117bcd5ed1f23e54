import { createHash } from 'node:crypto';
import type { Sql } from '@/lib/db/sql';
import { GENESIS } from './event';

/** The row of `audit_chain` that holds the head of the chain of seals. No event has this chain. */
export const SEALS = 'seals';

const LOCK_KEY = 7_264_411_903;
const BATCH = 10_000;

export type Seal = { seq: number; at: Date; count: number; hash: string };

/** Below `low` every event is sealed. `mark` becomes the next `low` once no transaction below `until` (an xid8) runs. */
type Mark = { low: string; mark: string | null; until: string | null };

/**
 * Seals the events that no seal holds yet, in the order of their ids, as the next link of the global chain.
 * Call it each second, in a READ COMMITTED transaction of its own; any number of processes may.
 * Ids are drawn before a commit, so a lower one may appear after a higher one: `low` never passes such an id.
 * @returns null when there is nothing to seal or another process is at it.
 */
export async function sealPending(sql: Sql): Promise<Seal | null> {
  const [lock] = await sql.query<{ ok: boolean }>('SELECT pg_try_advisory_xact_lock($1::bigint) AS ok', [LOCK_KEY]);
  if (!lock?.ok) return null;
  const [mark] = await sql.query<Mark>('SELECT low::text, mark::text, until::text FROM audit_seal_mark');
  // The order of these reads matters: the last id first, then which transactions could still use one up to it.
  const [last] = await sql.query<{ id: string }>(
    'SELECT (CASE WHEN is_called THEN last_value ELSE 0 END)::text AS id FROM audit_event_id_seq',
  );
  if (!mark || !last || last.id === mark.low) return null;
  const [now] = await sql.query<{ until: string; settled: boolean; strange: boolean }>(
    `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS until,
            coalesce(pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8, false) AS settled,
            coalesce(pg_snapshot_xmax(pg_current_snapshot()) < $1::text::xid8, false) AS strange`,
    [mark.until],
  );
  const events = await sql.query<{ id: string; hash: string }>(
    `SELECT e.id::text AS id, e.hash FROM audit_event e
     WHERE e.id > $1::text::bigint AND NOT EXISTS (SELECT 1 FROM audit_seal_entry s WHERE s.event_id = e.id)
     ORDER BY e.id LIMIT ${BATCH}`,
    [mark.low],
  );
  const seal = events.length === 0 ? null : await write(sql, events);
  // After a full batch older ids may be left: look from the same place again.
  if (now && events.length < BATCH) await moveMark(sql, mark, last.id, now);
  return seal;
}

/** `strange`: the mark comes from another cluster (a restored dump), whose transaction numbers mean nothing here. */
async function moveMark(
  sql: Sql,
  mark: Mark,
  lastId: string,
  now: { until: string; settled: boolean; strange: boolean },
) {
  if (mark.mark !== null && !now.settled && !now.strange) return;
  await sql.query(
    'UPDATE audit_seal_mark SET low = $1::text::bigint, mark = $2::text::bigint, until = $3::text::xid8',
    [now.settled ? mark.mark : mark.low, lastId, now.until],
  );
}

async function write(sql: Sql, events: { id: string; hash: string }[]): Promise<Seal> {
  const [head] = await sql.query<{ seq: number; hash: string; at: Date }>(
    `INSERT INTO audit_chain (chain, seq, hash) VALUES ($1, 0, $2)
     ON CONFLICT (chain) DO UPDATE SET seq = audit_chain.seq
     RETURNING seq, hash, date_trunc('milliseconds', clock_timestamp()) AS at`,
    [SEALS, GENESIS],
  );
  if (!head) throw new Error('the chain of seals could not be locked');
  const seq = head.seq + 1;
  const sealing = sealHash(head.hash, seq, head.at);
  for (const event of events) sealing.add(event.id, event.hash);
  const hash = sealing.digest();
  await sql.query(
    `WITH seal AS (INSERT INTO audit_seal (seq, at, count, prev_hash, hash) VALUES ($1, $2, $3, $4, $5)),
     head AS (UPDATE audit_chain SET seq = $1, hash = $5 WHERE chain = $6)
     INSERT INTO audit_seal_entry (event_id, seal_seq, position, event_hash)
     SELECT id, $1, position - 1, hash
     FROM unnest($7::text[]::bigint[], $8::text[]) WITH ORDINALITY AS e(id, hash, position)`,
    [
      seq,
      head.at,
      events.length,
      head.hash,
      hash,
      SEALS,
      events.map((event) => event.id),
      events.map((event) => event.hash),
    ],
  );
  return { seq, at: head.at, count: events.length, hash };
}

/** The hash of a seal, made while its events stream by in order. */
export function sealHash(prevHash: string, seq: number, at: Date) {
  const sum = createHash('sha256').update(`${prevHash}\n${seq}\n${at.toISOString()}\n`);
  return {
    add(eventId: string, hash: string): void {
      sum.update(`${eventId} ${hash}\n`);
    },
    digest: (): string => sum.digest('hex'),
  };
}
