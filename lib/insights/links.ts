import { createHash, randomBytes } from 'node:crypto';
import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { durationMs } from '@/lib/shared/duration';
import { uuidv7 } from '@/lib/shared/uuid';
import type { LinkInput, LinkView } from './link-schema';

export type LinkDeps = {
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  authorize: Authorize;
};

type Row = {
  id: string;
  name: string;
  by: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastOpenedAt: Date | null;
};

const READ = `
  SELECT id, name, by_name AS by, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt",
    last_opened_at AS "lastOpenedAt" FROM executive_link`;

/** 256 random bits. */
const SECRET = /^[\w-]{43}$/;
const hashOf = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

const stateOf = (row: Pick<Row, 'revokedAt' | 'expiresAt'>, now: number): LinkView['state'] => {
  if (row.revokedAt) return 'revoked';
  return row.expiresAt.getTime() <= now ? 'expired' : 'open';
};

const view = (row: Row, now: number): LinkView => ({
  id: row.id,
  name: row.name,
  state: stateOf(row, now),
  by: row.by,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
});

/** The newest hundred links, never their addresses. */
export async function listLinks(sql: Sql, now: number): Promise<LinkView[]> {
  return (await sql.query<Row>(`${READ} ORDER BY id DESC LIMIT 100`)).map((row) => view(row, now));
}

/** Makes a link to the executive page for people without an account. The secret is returned here and stored nowhere. */
export function makeLink(
  { inTransaction, clock, authorize }: LinkDeps,
  { input, principal }: { input: LinkInput; principal: Principal },
): Promise<LinkView & { secret: string }> {
  const secret = randomBytes(32).toString('base64url');
  return inTransaction(async (sql) => {
    await authorize(sql, principal, 'admin', 'everything');
    const now = clock.now();
    const at = new Date(now);
    const id = uuidv7(now);
    const expiresAt = new Date(now + durationMs(input.expiresIn));
    const values = [id, hashOf(secret), input.name, principal.person, principal.name, at, expiresAt];
    await sql.query(
      `INSERT INTO executive_link (id, hash, name, created_by, by_name, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values,
    );
    const data = { link: id, name: input.name, expiresAt };
    await appendAudit(sql, [{ chain: 'system', type: 'executive_link.created', actor: principal, data, at }]);
    const row = {
      id,
      name: input.name,
      by: principal.name,
      createdAt: at,
      expiresAt,
      revokedAt: null,
      lastOpenedAt: null,
    };
    return { ...view(row, now), secret };
  });
}

/** Takes a link back; twice changes nothing. */
export function revokeLink(
  { inTransaction, clock, authorize }: LinkDeps,
  { id, principal }: { id: string; principal: Principal },
): Promise<void> {
  return inTransaction(async (sql) => {
    await authorize(sql, principal, 'admin', 'everything');
    const [row] = await sql.query<Row>(`${READ} WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw new AppError('not_found', 'There is no such link.');
    if (row.revokedAt) return;
    const at = new Date(clock.now());
    await sql.query('UPDATE executive_link SET revoked_at = $2, revoked_by = $3 WHERE id = $1', [
      id,
      at,
      principal.name,
    ]);
    const data = { link: id, name: row.name };
    await appendAudit(sql, [{ chain: 'system', type: 'executive_link.revoked', actor: principal, data, at }]);
  });
}

/** What an address leads to; null where there never was such a link. */
export async function readLink(sql: Sql, secret: string, now: number): Promise<LinkView | null> {
  if (!SECRET.test(secret)) return null;
  const [row] = await sql.query<Row>(`${READ} WHERE hash = $1`, [hashOf(secret)]);
  return row ? view(row, now) : null;
}

/** Remembers that it was opened, to the minute. */
export async function touchLink(sql: Sql, id: string, now: number): Promise<void> {
  await sql.query(
    'UPDATE executive_link SET last_opened_at = $2 WHERE id = $1 AND (last_opened_at IS NULL OR last_opened_at < $3)',
    [id, new Date(now), new Date(now - 60_000)],
  );
}
