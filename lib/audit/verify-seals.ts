import type { Sql } from '@/lib/db/sql';
import type { Breaks } from './breaks';
import { GENESIS } from './event';
import { SEALS, sealHash } from './seal';
import { stream } from './stream';

type Entry = {
  seal: number;
  position: number;
  event: string;
  hash: string;
  /** Hash of the event now; null when it is gone. */
  now: string | null;
  at: Date | null;
  count: number | null;
  prevHash: string | null;
  sealed: string | null;
};

type Current = { seq: number; hash: string; count: number; sum: ReturnType<typeof sealHash>; first: string };

const ENTRIES = `
SELECT n.seal_seq AS seal, n.position, n.event_id::text AS event, n.event_hash AS hash, e.hash AS now,
       s.at, s.count, s.prev_hash AS "prevHash", s.hash AS sealed
FROM audit_seal_entry n LEFT JOIN audit_seal s ON s.seq = n.seal_seq LEFT JOIN audit_event e ON e.id = n.event_id
ORDER BY n.seal_seq, n.position`;

/** Walks the global chain: every seal follows the one before, holds what it says, and its events are as they were sealed. */
export async function verifySeals(sql: Sql, breaks: Breaks): Promise<void> {
  let at = { seal: 0, position: -1 };
  let previous = { seq: 0, hash: GENESIS };
  let current: Current | null = null;
  for await (const rows of stream<Entry>(sql, 'audit_seals', ENTRIES)) {
    for (const row of rows) {
      if (row.seal !== at.seal) {
        if (current) previous = finish(current, breaks);
        current = open(row, previous, breaks);
      }
      checkEntry(row, row.seal === at.seal ? at.position + 1 : 0, breaks);
      current?.sum.add(row.event, row.hash);
      at = { seal: row.seal, position: row.position };
    }
  }
  if (current) previous = finish(current, breaks);
  await findLoose(sql, previous, breaks);
}

function open(row: Entry, previous: { seq: number; hash: string }, breaks: Breaks): Current | null {
  if (row.at === null || row.prevHash === null || row.sealed === null || row.count === null) {
    breaks.add(row.event, 'seal', `seal ${row.seal} was removed: its events are no longer sealed`);
    return null;
  }
  if (row.seal !== previous.seq + 1) {
    breaks.add(row.event, 'seal', `seal ${row.seal} follows seal ${previous.seq}: what was between them was removed`);
  } else if (row.prevHash !== previous.hash) {
    breaks.add(
      row.event,
      'seal',
      `seal ${row.seal} does not follow seal ${previous.seq}: one was edited, inserted or moved`,
    );
  }
  return {
    seq: row.seal,
    hash: row.sealed,
    count: row.count,
    sum: sealHash(row.prevHash, row.seal, row.at),
    first: row.event,
  };
}

function checkEntry(row: Entry, expected: number, breaks: Breaks): void {
  if (row.position !== expected) {
    breaks.add(row.event, 'seal', `an entry of seal ${row.seal} before event ${row.event} was removed`);
  }
  if (row.now === null)
    breaks.add(row.event, 'event', `event ${row.event} was removed: seal ${row.seal} still holds it`);
  else if (row.now !== row.hash) {
    breaks.add(
      row.event,
      'event',
      `event ${row.event} is not the one that seal ${row.seal} holds: one of them was edited`,
    );
  }
}

function finish(seal: Current, breaks: Breaks): { seq: number; hash: string } {
  if (seal.sum.digest() !== seal.hash) {
    breaks.add(seal.first, 'seal', `seal ${seal.seq} was edited: its content does not match its hash`);
  }
  return { seq: seal.seq, hash: seal.hash };
}

/** What the walk along the entries cannot see: seals without entries, the head, and events that slipped in behind. */
async function findLoose(sql: Sql, last: { seq: number; hash: string }, breaks: Breaks): Promise<void> {
  const [wrong] = await sql.query<{ seq: number; event: string | null }>(
    `SELECT s.seq, (SELECT max(event_id) + 1 FROM audit_seal_entry p WHERE p.seal_seq < s.seq)::text AS event
     FROM audit_seal s LEFT JOIN (SELECT seal_seq, count(*) AS n FROM audit_seal_entry GROUP BY 1) n ON n.seal_seq = s.seq
     WHERE coalesce(n.n, 0) <> s.count ORDER BY s.seq LIMIT 1`,
  );
  if (wrong) breaks.add(wrong.event ?? '1', 'seal', `seal ${wrong.seq} does not hold as many events as it says`);

  const [head] = await sql.query<{ seq: number; hash: string; event: string | null }>(
    'SELECT seq, hash, (SELECT max(event_id)::text FROM audit_seal_entry) AS event FROM audit_chain WHERE chain = $1',
    [SEALS],
  );
  const seq = head?.seq ?? 0;
  if (seq !== last.seq || (seq > 0 && head?.hash !== last.hash)) {
    const what =
      seq > last.seq ? `seals ${last.seq + 1} to ${seq} were removed` : 'a seal lies behind the head: it was inserted';
    breaks.add(
      head?.event ?? null,
      'head',
      seq === last.seq ? `the head of the seals was edited: it does not match seal ${seq}` : what,
    );
  }

  const [behind] = await sql.query<{ id: string }>(
    `SELECT e.id::text AS id FROM audit_event e, audit_seal_mark m
     WHERE e.id <= m.low AND NOT EXISTS (SELECT 1 FROM audit_seal_entry s WHERE s.event_id = e.id) ORDER BY e.id LIMIT 1`,
  );
  if (behind)
    breaks.add(behind.id, 'seal', `event ${behind.id} was inserted among sealed ones, or its seal entry was removed`);
}
