import type { Pool } from 'pg';
import { type Sql, transactionOn } from '@/lib/db/sql';
import { type Break, Breaks } from './breaks';
import { databaseIdentity, publishedHeads } from './heads';
import { SEALS } from './seal';
import { verifyChains } from './verify-chains';
import { verifySeals } from './verify-seals';

/** What a check of the whole record found. `firstBroken` is the break with the lowest event. */
export type Verification = {
  ok: boolean;
  /** Events looked at. */
  events: number;
  /** Hash of the newest seal: the one value that stands for everything sealed. */
  head: string;
  /** The highest event id that a seal holds; newer ones are sealed within a second or two. */
  sealedTo: string | null;
  firstBroken?: Break;
};

/**
 * Checks every link of the record: each event's hash and its place in its chain, each chain's head, each seal, its
 * entries and their events, and the heads published outside the database. Run it in a REPEATABLE READ, READ ONLY
 * transaction (`verifyOn`). Memory stays bounded: everything streams by in batches.
 */
export async function verifyAudit(sql: Sql, dataDir?: string): Promise<Verification> {
  const breaks = new Breaks();
  const events = await verifyChains(sql, breaks);
  await verifySeals(sql, breaks);
  if (dataDir !== undefined) await verifyPublished(sql, dataDir, breaks);
  const [head] = await sql.query<{ hash: string; sealedTo: string | null }>(
    `SELECT c.hash, (SELECT max(event_id)::text FROM audit_seal_entry) AS "sealedTo" FROM audit_chain c WHERE chain = $1`,
    [SEALS],
  );
  const firstBroken = breaks.first;
  const found = { events, head: head?.hash ?? '', sealedTo: head?.sealedTo ?? null };
  return firstBroken ? { ok: false, ...found, firstBroken } : { ok: true, ...found };
}

/** `verifyAudit` on a connection of its own, on one snapshot. */
export function verifyOn(pool: Pool, dataDir?: string): Promise<Verification> {
  return transactionOn(pool, async (sql) => {
    await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return verifyAudit(sql, dataDir);
  });
}

const BATCH = 2_000;

/** Every head that was published must still be the hash of the seal with its number. */
async function verifyPublished(sql: Sql, dataDir: string, breaks: Breaks): Promise<void> {
  const identity = await databaseIdentity(sql);
  let batch: { seq: number; hash: string; at: string }[] = [];
  const check = async () => {
    const rows = await sql.query<{ seq: number; at: string; hash: string | null; event: string | null }>(
      `SELECT p.seq, p.at, s.hash, coalesce(
         (SELECT min(event_id) FROM audit_seal_entry e WHERE e.seal_seq = p.seq),
         (SELECT max(event_id) + 1 FROM audit_seal_entry))::text AS event
       FROM jsonb_to_recordset($1::text::jsonb) AS p(seq int, hash text, at text)
       LEFT JOIN audit_seal s ON s.seq = p.seq WHERE s.hash IS DISTINCT FROM p.hash ORDER BY p.seq LIMIT 1`,
      [JSON.stringify(batch)],
    );
    batch = [];
    for (const row of rows) {
      const what = row.hash === null ? 'is gone' : 'has another hash now';
      breaks.add(row.event, 'published', `seal ${row.seq}, published outside the database at ${row.at}, ${what}`);
    }
  };
  for await (const head of publishedHeads(dataDir, identity)) {
    batch.push({ seq: head.seq, hash: head.hash, at: head.at });
    if (batch.length === BATCH) await check();
  }
  if (batch.length > 0) await check();
}
