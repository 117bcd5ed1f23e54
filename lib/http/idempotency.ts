import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';

/** One attempt under an `Idempotency-Key`: kept 24 h per caller and path. */
export type IdempotentRequest = {
  caller: string;
  path: string;
  key: string;
  body: unknown;
  /** Set where the answer holds a secret: how it is sealed for keeping, and opened again. */
  vault?: { seal(text: string): string; open(sealed: string): string } | undefined;
};

type Held = { bodyHash: string; status: number | null; response: { type: string; body: string } | null };

const WAIT_MS = 8_000;

// A row without an answer that is older than 30 s belongs to a process that died: the same request may go on.
const CLAIM = `
  INSERT INTO idempotency_key AS k (principal, path, key, body_hash) VALUES ($1, $2, $3, $4)
  ON CONFLICT (principal, path, key) DO UPDATE SET body_hash = excluded.body_hash, status = NULL, response = NULL, created_at = now()
  WHERE k.created_at < now() - interval '24 hours'
     OR (k.status IS NULL AND k.body_hash = excluded.body_hash AND k.created_at < now() - interval '30 seconds')
  RETURNING 1`;
const READ = `SELECT body_hash AS "bodyHash", status, response FROM idempotency_key WHERE principal = $1 AND path = $2 AND key = $3`;
const ANSWER = `UPDATE idempotency_key SET status = $4, response = $5::jsonb WHERE principal = $1 AND path = $2 AND key = $3`;
const RELEASE = `DELETE FROM idempotency_key WHERE principal = $1 AND path = $2 AND key = $3 AND status IS NULL`;

/** The header's value, or null when absent. 400 when it is no usable key. */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError('bad_request', 'Idempotency-Key must be 1 to 255 printable characters without spaces.');
}

/**
 * Runs `execute` once per key. A repeat with the same body gets the stored answer; with another body 409; while the first
 * is still running it waits, then 409. Answers of 5xx and 429 are not kept: trying again is then the right thing.
 */
export async function once(sql: Sql, request: IdempotentRequest, execute: () => Promise<Response>): Promise<Response> {
  const bodyHash = createHash('sha256')
    .update(canonicalize(request.body ?? null) ?? '')
    .digest('hex');
  const id = [request.caller, request.path, request.key];
  const deadline = Date.now() + WAIT_MS;
  while ((await sql.query(CLAIM, [...id, bodyHash])).length === 0) {
    const [held] = await sql.query<Held>(READ, id);
    if (held && held.bodyHash !== bodyHash) {
      throw new AppError('conflict', 'This Idempotency-Key was used with another body on this path.');
    }
    if (held?.status && held.response) return replay(held.status, held.response, request.vault);
    if (Date.now() > deadline) {
      throw new AppError('conflict', 'The first request with this Idempotency-Key is still running.', {
        extra: { retryAfter: 2 },
      });
    }
    await sleep(50);
  }
  return keep(sql, id, execute, request.vault);
}

async function keep(
  sql: Sql,
  id: string[],
  execute: () => Promise<Response>,
  vault: IdempotentRequest['vault'],
): Promise<Response> {
  let response: Response | undefined;
  try {
    response = await execute();
    if (response.status >= 500 || response.status === 429) return response;
    const text = await response.clone().text();
    const type = response.headers.get('content-type') ?? 'application/json';
    const stored = { type, body: vault ? vault.seal(text) : text };
    await sql.query(ANSWER, [...id, response.status, JSON.stringify(stored)]);
    return response;
  } finally {
    // Nothing to release after an answer was stored: it only removes a row that has none.
    if (!response || response.status >= 500 || response.status === 429)
      await sql.query(RELEASE, id).catch(() => undefined);
  }
}

function replay(status: number, stored: { type: string; body: string }, vault: IdempotentRequest['vault']): Response {
  const body = vault ? vault.open(stored.body) : stored.body;
  return new Response(status === 204 ? null : body, {
    status,
    headers: { 'content-type': stored.type, 'cache-control': 'no-store', 'idempotency-replayed': 'true' },
  });
}

/** Removes what is older than a day. Run by the controller's housekeeping. */
export async function purgeIdempotencyKeys(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`);
}
