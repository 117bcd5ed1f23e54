import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '@/lib/db/sql';
import { perProcess } from '@/lib/shared/per-process';
import { type Caller, makeCaller } from './caller';
import { ExpiringCache } from './expiring-cache';
import type { Principal } from './principal';
import { SCOPES } from './scopes';
import { STANDING, type Standing } from './standing';

/** How long a revoked token, or a demoted owner's, may still work in another replica. */
const CACHE_MS = 5_000;

export const hashToken = (value: string): string => createHash('sha256').update(value, 'utf8').digest('hex');

/** 256 random bits with a prefix that secret scanners and people recognise. */
export const newTokenValue = (): string => `rampart_${randomBytes(32).toString('base64url')}`;

/** What a list shows of a token, enough to tell two apart. */
export const tokenHint = (value: string): string => `…${value.slice(-4)}`;

type Row = Standing & {
  id: string;
  /** Of a person's token also who that is: "Jo Park (laptop)". */
  name: string;
  scopes: string[];
  /** When this value stops working: its expiry, or the end of grace where it was rotated away. */
  expiresAt: Date | null;
  owner: string;
  /** Who made the token of a service account; null for a person's own. */
  madeBy: string | null;
};

const FIND = `
  SELECT t.id, CASE WHEN u.kind = 'person' THEN u.name || ' (' || t.name || ')' ELSE t.name END AS name, t.scopes, u.id AS owner, CASE WHEN u.kind = 'service' THEN t.created_by END AS "madeBy", ${STANDING},
    CASE WHEN t.hash = $1 THEN t.expires_at ELSE least(t.expires_at, t.old_until) END AS "expiresAt"
  FROM api_token t JOIN app_user u ON u.id = t.owner_id
  WHERE (t.hash = $1 OR (t.old_hash = $1 AND t.old_until IS NOT NULL)) AND t.revoked_at IS NULL
    AND u.disabled_at IS NULL`;

const TOUCH = `
  UPDATE api_token SET last_used_at = now()
  WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;

const cache = perProcess('tokens', () => new ExpiringCache<Row | null>(CACHE_MS));

/** Who a bearer token stands for, or null when it is unknown, expired or revoked, or its owner is disabled. */
export async function findToken(sql: Sql, value: string, now: number): Promise<Caller | null> {
  const hash = hashToken(value);
  const row = await cache.get(hash, now, async () => {
    const [found] = await sql.query<Row>(FIND, [hash]);
    if (found) await sql.query(TOUCH, [found.id]);
    return found ?? null;
  });
  if (!row) {
    // A token made a moment ago must work at once: only what was found is remembered.
    cache.forget(hash);
    return null;
  }
  if (row.expiresAt && row.expiresAt.getTime() <= now) return null;
  const held = SCOPES.filter((scope) => row.scopes.includes(scope));
  const principal: Principal = {
    kind: 'token',
    person: row.owner,
    name: row.name,
    ...(row.madeBy === null ? {} : { madeBy: row.madeBy }),
  };
  return makeCaller({ principal, via: 'token', key: `token:${row.id}`, held, session: null }, row);
}

/** Forgets every remembered token in this process, so that a change made here counts at once. */
export const forgetTokens = (): void => cache.clear();
