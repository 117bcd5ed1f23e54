import type { Sql } from '@/lib/db/sql';
import { type AuditDraft, type AuditFact, eventHash, GENESIS, storable, storableText } from './event';

export type { AuditDraft } from './event';

export type Appended = { id: string; chain: string; seq: number; hash: string };

type Head = { chain: string; seq: number; hash: string };

// The heads are locked in one order (sorted) whatever the drafts say, so two batches cannot wait for each other.
// Ids are drawn only after every lock is held (`locked.n` makes the series depend on it): within a chain, ids rise.
const LOCK = `
WITH heads AS (
  INSERT INTO audit_chain (chain, seq, hash)
  SELECT chain, 0, $2 FROM unnest($1::text[]) WITH ORDINALITY AS wanted(chain, position) ORDER BY position
  ON CONFLICT (chain) DO UPDATE SET seq = audit_chain.seq
  RETURNING chain, seq, hash
), locked AS (SELECT count(*)::int AS n, json_agg(heads)::text AS heads FROM heads)
SELECT locked.heads, ARRAY(
  SELECT nextval('audit_event_id_seq')::text FROM generate_series(1, $3::int + 0 * locked.n)
) AS ids FROM locked`;

const WRITE = `
WITH events AS (
  INSERT INTO audit_event (id, chain, seq, release_id, service, type, actor, reason, data, at, prev_hash, hash)
  SELECT id, chain, seq, "releaseId", service, type, actor, reason, data, at, "prevHash", hash
  FROM jsonb_to_recordset($1::text::jsonb) AS e(id bigint, chain text, seq int, "releaseId" uuid, service text,
    type text, actor jsonb, reason text, data jsonb, at timestamptz, "prevHash" text, hash text)
  ORDER BY id
), heads AS (
  UPDATE audit_chain SET seq = head.seq, hash = head.hash
  FROM jsonb_to_recordset($2::text::jsonb) AS head(chain text, seq int, hash text) WHERE audit_chain.chain = head.chain
)
SELECT pg_notify('rampart', $3)::text AS sent`;

/**
 * Records facts in the caller's transaction, in the order given, in two statements whatever their number.
 * The chains' heads stay locked until that transaction ends: call it once, as late as possible.
 */
export async function appendAudit(sql: Sql, drafts: readonly AuditDraft[]): Promise<Appended[]> {
  if (drafts.length === 0) return [];
  const chains = [...new Set(drafts.map((draft) => draft.chain))].sort();
  const [locked] = await sql.query<{ heads: string; ids: string[] }>(LOCK, [chains, GENESIS, drafts.length]);
  if (!locked) throw new Error('the audit chains could not be locked');
  const heads = new Map((JSON.parse(locked.heads) as Head[]).map((head) => [head.chain, head]));
  const rows = drafts.map((draft, index) => link(draft, locked.ids[index], heads));
  await sql.query(WRITE, [
    JSON.stringify(rows),
    JSON.stringify([...heads.values()]),
    JSON.stringify({ t: 'audit', from: rows[0]?.id, id: rows.at(-1)?.id }),
  ]);
  return rows.map(({ id, chain, seq, hash }) => ({ id, chain, seq, hash }));
}

/** The draft as the next link of its chain; moves the chain's head on. */
function link(
  draft: AuditDraft,
  id: string | undefined,
  heads: Map<string, Head>,
): AuditFact & { prevHash: string; hash: string } {
  const head = heads.get(draft.chain);
  if (!head || id === undefined) throw new Error(`the audit chain ${draft.chain} is not locked`);
  const fact: AuditFact = {
    id,
    chain: draft.chain,
    seq: head.seq + 1,
    releaseId: draft.releaseId?.toLowerCase() ?? null,
    service: draft.service ?? null,
    type: draft.type,
    actor: storable(draft.actor),
    reason: draft.reason === undefined ? null : storableText(draft.reason),
    data: storable(draft.data),
    at: draft.at.toISOString(),
  };
  const hash = eventHash(head.hash, fact);
  const prevHash = head.hash;
  heads.set(draft.chain, { chain: draft.chain, seq: fact.seq, hash });
  return { ...fact, prevHash, hash };
}
