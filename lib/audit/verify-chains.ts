import type { Sql } from '@/lib/db/sql';
import type { Breaks } from './breaks';
import { type AuditFact, eventHash, GENESIS } from './event';
import { SEALS } from './seal';
import { stream } from './stream';

type Row = Omit<AuditFact, 'at'> & { at: Date; prevHash: string; hash: string };
type Tail = { chain: string; seq: number; hash: string; broken: boolean };

const EVENTS = `
SELECT id::text AS id, chain, seq, release_id AS "releaseId", service, type, actor, reason, data, at,
       prev_hash AS "prevHash", hash
FROM audit_event ORDER BY chain, seq`;

/** Walks every chain from its first event to its head. Answers how many events there are. */
export async function verifyChains(sql: Sql, breaks: Breaks): Promise<number> {
  let tail = null as Tail | null;
  let events = 0;
  for await (const rows of stream<Row>(sql, 'audit_events', EVENTS)) {
    const ended: Tail[] = [];
    for (const row of rows) {
      if (row.chain !== tail?.chain) {
        if (tail) ended.push(tail);
        tail = { chain: row.chain, seq: 0, hash: GENESIS, broken: false };
      }
      if (!tail.broken) checkLink(row, tail, breaks);
      tail.seq = row.seq;
      tail.hash = row.hash;
    }
    events += rows.length;
    await verifyHeads(sql, ended, breaks);
  }
  if (tail) await verifyHeads(sql, [tail], breaks);
  await findLostChains(sql, breaks);
  return events;
}

/** One break per chain is named: after it nothing of that chain can be trusted anyway. */
function checkLink(row: Row, tail: Tail, breaks: Breaks): void {
  const fault = faultOf(row, tail);
  if (fault === null) return;
  tail.broken = true;
  breaks.add(row.id, 'event', `${fault} (chain ${row.chain}, number ${row.seq})`);
}

function faultOf(row: Row, tail: Tail): string | null {
  if (row.seq !== tail.seq + 1) {
    return `event ${row.id} follows number ${tail.seq} of its chain: what was between them was removed`;
  }
  if (row.prevHash !== tail.hash)
    return `event ${row.id} does not follow the event before it: one was edited, inserted or moved`;
  const { prevHash, hash, at, ...fact } = row;
  const found = eventHash(prevHash, { ...fact, at: at.toISOString() });
  return found === hash ? null : `event ${row.id} was edited: its content does not match its hash`;
}

async function verifyHeads(sql: Sql, tails: readonly Tail[], breaks: Breaks): Promise<void> {
  if (tails.length === 0) return;
  const wrong = await sql.query<{ chain: string; seq: number; id: string; headSeq: number | null }>(
    `SELECT t.chain, t.seq, c.seq AS "headSeq",
       (SELECT max(id)::text FROM audit_event e WHERE e.chain = t.chain AND e.seq = t.seq) AS id
     FROM jsonb_to_recordset($1::text::jsonb) AS t(chain text, seq int, hash text)
     LEFT JOIN audit_chain c ON c.chain = t.chain
     WHERE c.seq IS DISTINCT FROM t.seq OR c.hash IS DISTINCT FROM t.hash`,
    [JSON.stringify(tails)],
  );
  for (const { chain, seq, id, headSeq } of wrong) breaks.add(id, 'head', headFault(chain, seq, id, headSeq));
}

function headFault(chain: string, seq: number, id: string, headSeq: number | null): string {
  if (headSeq === null) return `chain ${chain} has no head: it was removed`;
  if (headSeq > seq)
    return `chain ${chain} ends at event ${id}, number ${seq} of ${headSeq}: what followed was removed`;
  if (headSeq < seq) return `event ${id} lies behind the head of chain ${chain}: it was inserted`;
  return `the head of chain ${chain} was edited: it does not match event ${id}`;
}

/** Chains whose head says that events exist, while none is left. */
async function findLostChains(sql: Sql, breaks: Breaks): Promise<void> {
  const lost = await sql.query<{ chain: string; seq: number }>(
    `SELECT chain, seq FROM audit_chain c WHERE seq > 0 AND chain <> $1
       AND NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.chain = c.chain) ORDER BY chain LIMIT 1`,
    [SEALS],
  );
  for (const { chain, seq } of lost) breaks.add(null, 'head', `chain ${chain} of ${seq} events was removed as a whole`);
}
