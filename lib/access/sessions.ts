import type { Sql } from '@/lib/db/sql';
import { perProcess } from '@/lib/shared/per-process';
import { uuidv7 } from '@/lib/shared/uuid';
import { ExpiringCache } from './expiring-cache';
import type { Person } from './people';
import { SESSION_MAX_AGE_S, type SessionClaims } from './session-cookie';
import { isId, STANDING } from './standing';

/** A session that counts, and whose it is. */
export type Session = { id: string; expiresAt: Date; person: Person };

/** How long a session that was ended, or a role that was taken away, may still count in another replica. */
const CACHE_MS = 5_000;

type Row = Omit<Person, 'id'> & { id: string; person: string; expiresAt: Date };

const FIND = `
  SELECT s.id, s.expires_at AS "expiresAt", u.id AS person, u.email, u.name, ${STANDING}
  FROM session s JOIN app_user u ON u.id = s.user_id
  WHERE s.id = $1::uuid AND s.user_id = $2::uuid AND s.revoked_at IS NULL AND u.disabled_at IS NULL`;

const TOUCH = `
  UPDATE session SET last_seen_at = now() WHERE id = $1::uuid AND last_seen_at < now() - interval '1 minute'`;

const cache = perProcess('sessions', () => new ExpiringCache<Session | null>(CACHE_MS));

/** The session a cookie names; null when it is over, ended or its person disabled. Remembered for 5 s. */
export async function findSession(sql: Sql, claims: SessionClaims, now: number): Promise<Session | null> {
  if (!isId(claims.session) || !isId(claims.person)) return null;
  const key = `${claims.session} ${claims.person}`;
  const found = await cache.get(key, now, async () => {
    const [row] = await sql.query<Row>(FIND, [claims.session, claims.person]);
    if (!row) return null;
    await sql.query(TOUCH, [row.id]);
    const { id, expiresAt, person, ...rest } = row;
    return { id, expiresAt, person: { id: person, ...rest } };
  });
  if (!found) {
    cache.forget(key);
    return null;
  }
  return found.expiresAt.getTime() > now ? found : null;
}

export type NewSession = { person: string; way: string; address: string; agent: string };

/** Begins a session; its id goes into the cookie. */
export async function startSession(
  sql: Sql,
  { person, way, address, agent }: NewSession,
  now: number,
): Promise<string> {
  const id = uuidv7(now);
  await sql.query(
    `INSERT INTO session (id, user_id, way, address, agent, created_at, last_seen_at, expires_at)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $6, $7)`,
    [
      id,
      person,
      way,
      address.slice(0, 80),
      agent.slice(0, 300),
      new Date(now),
      new Date(now + SESSION_MAX_AGE_S * 1000),
    ],
  );
  return id;
}

/** Ends sessions of a person: one, all, or all but one. Answers how many ended. */
export async function endSessions(
  sql: Sql,
  { person, only, but }: { person: string; only?: string; but?: string | null },
): Promise<number> {
  const ended = await sql.query<{ id: string }>(
    `UPDATE session SET revoked_at = now() WHERE user_id = $1::uuid AND revoked_at IS NULL AND expires_at > now()
       AND ($2::uuid IS NULL OR id = $2::uuid) AND ($3::uuid IS NULL OR id <> $3::uuid) RETURNING id`,
    [person, only ?? null, but ?? null],
  );
  forgetSessions();
  return ended.length;
}

/** Forgets every remembered session in this process, so that a change made here counts at once. */
export const forgetSessions = (): void => cache.clear();
