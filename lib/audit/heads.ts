import { appendFile, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Sql } from '@/lib/db/sql';
import { SEALS } from './seal';

/** A head of the chain of seals, as published outside the database. `database` tells records apart that share a file. */
export type PublishedHead = { at: string; database: string; seq: number; hash: string };

const file = (dataDir: string): string => path.join(dataDir, 'audit-heads.ndjson');

/** Cluster and database: it does not change when rows do. */
export async function databaseIdentity(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ identity: string }>(
    `SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || oid::text AS identity
     FROM pg_database WHERE datname = current_database()`,
  );
  return row?.identity ?? 'unknown';
}

/**
 * Publishes the present head to `<dataDir>/audit-heads.ndjson` if it moved since `last`. Call it once a minute; ship the
 * file elsewhere: then nobody can rewrite the whole record, heads included, without being seen.
 * @returns the head that is published now, or null before the first seal.
 */
export async function publishHead(
  sql: Sql,
  dataDir: string,
  last: PublishedHead | null,
  now: Date,
): Promise<PublishedHead | null> {
  const [head] = await sql.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_chain WHERE chain = $1 AND seq > 0',
    [SEALS],
  );
  if (!head || head.hash === last?.hash) return last;
  const published = { at: now.toISOString(), database: await databaseIdentity(sql), seq: head.seq, hash: head.hash };
  await mkdir(dataDir, { recursive: true });
  // A crash may have cut off the last line of an earlier process: its first one begins afresh.
  await appendFile(file(dataDir), `${last === null ? '\n' : ''}${JSON.stringify(published)}\n`);
  return published;
}

/** The heads that were published for this database, oldest first; none where the file is not there. */
export async function* publishedHeads(dataDir: string, database: string): AsyncGenerator<PublishedHead> {
  const handle = await open(file(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return;
  // A line cut off by a crash while it was written is no evidence of anything.
  for await (const line of handle.readLines()) {
    const head = parseHead(line);
    if (head?.database === database) yield head;
  }
}

function parseHead(line: string): PublishedHead | null {
  try {
    return JSON.parse(line) as PublishedHead;
  } catch {
    return null;
  }
}
