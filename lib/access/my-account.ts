import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { Caller } from './caller';
import { hashPassword, verifyPassword } from './passwords';
import type { Principal } from './principal';
import { endSessions } from './sessions';
import type { SessionView } from './team-schema';
import { forgetTry, holdUp } from './throttle';

type Deps = { sql: Sql; inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; clock: Clock };
type Row = Omit<SessionView, 'createdAt' | 'lastSeenAt' | 'expiresAt' | 'current'> & {
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** The caller's sessions that still count, newest first. */
export async function listSessions(sql: Sql, caller: Caller): Promise<SessionView[]> {
  const rows = await sql.query<Row>(
    `SELECT id, way, address, agent, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt"
     FROM session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at DESC LIMIT 100`,
    [caller.principal.person],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === caller.session,
  }));
}

/** Ends one of the caller's own sessions, or with no id all others. 404 when there is no such session of theirs. */
export function endMySessions({ inTransaction, clock }: Deps, caller: Caller, id: string | null): Promise<number> {
  const { person } = caller.principal;
  return inTransaction(async (sql) => {
    const ended = await endSessions(sql, id === null ? { person, but: caller.session } : { person, only: id });
    if (ended === 0 && id !== null) throw new AppError('not_found', 'There is no such session of yours.');
    if (ended > 0) await tell(sql, clock, caller.principal, { session: id ?? 'all others', ended });
    return ended;
  });
}

/** Ends every session of somebody: an admin's answer to a lost phone. */
export function endSessionsOf(
  { inTransaction, clock }: Deps,
  { email, principal }: { email: string; principal: Principal },
): Promise<number> {
  return inTransaction(async (sql) => {
    const [user] = await sql.query<{ id: string }>('SELECT id FROM app_user WHERE email = $1', [email]);
    if (!user) throw new AppError('not_found', `Nobody has the address ${email}.`);
    const ended = await endSessions(sql, { person: user.id });
    if (ended > 0) await tell(sql, clock, principal, { email, session: 'all', ended });
    return ended;
  });
}

const tell = (sql: Sql, clock: Clock, actor: Principal, data: Record<string, unknown>) =>
  appendAudit(sql, [{ chain: 'system', type: 'session.ended', actor, data, at: new Date(clock.now()) }]);

type Change = { current: string; next: string; address: string };

/** Changes the caller's own password and ends their other sessions. 422 when the present one is wrong, 429 when guessed at. */
export async function changePassword(deps: Deps, caller: Caller, { current, next, address }: Change): Promise<void> {
  const { person } = caller.principal;
  const [user] = await deps.sql.query<{ email: string; hash: string | null }>(
    'SELECT email, password_hash AS hash FROM app_user WHERE id = $1',
    [person],
  );
  if (!user?.hash) throw refuse('current', 'this account has no password; an admin can give it one');
  const tried = { account: user.email, address };
  await holdUp({ ...deps, now: deps.clock.now() }, tried, 'wrong passwords');
  if (!(await verifyPassword(current, user.hash))) throw refuse('current', 'is not your present password');
  await forgetTry(deps.sql, tried);
  const fresh = await hashPassword(next);
  await deps.inTransaction(async (sql) => {
    await sql.query('UPDATE app_user SET password_hash = $2, version = version + 1 WHERE id = $1', [person, fresh]);
    const ended = await endSessions(sql, { person, but: caller.session });
    const data = { email: user.email, sessionsEnded: ended };
    const at = new Date(deps.clock.now());
    await appendAudit(sql, [{ chain: 'system', type: 'password.changed', actor: caller.principal, data, at }]);
  });
}

const refuse = (path: string, message: string): AppError =>
  new AppError('unprocessable', `${path} ${message}`, { errors: [{ path, message }] });
