import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import { uuidv7 } from '@/lib/shared/uuid';
import type { PrismaClient, User } from '@/prisma/generated/client';
import { hashPassword, verifyPassword } from './passwords';
import type { Principal } from './principal';
import type { UserInput, UserView } from './schema';
import type { Scope } from './scopes';
import { endSessions, forgetSessions } from './sessions';
import { forgetTokens } from './tokens';
import { readUser, readUsers } from './user-view';
import { requireWithin } from './within-token';

/** Accounts by e-mail address. */
export async function listUsers(
  sql: Sql,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<UserView>> {
  const after = readCursor(query.cursor, 1)?.[0] ?? null;
  const rows = await readUsers(sql, after, query.limit + 1);
  return toPage(
    rows,
    query.limit,
    (row) => row,
    (row) => [row.email],
  );
}

/** One account by e-mail address; 404 when unknown. */
export async function getUser(sql: Sql, email: string): Promise<UserView> {
  const user = await readUser(sql, email);
  if (!user) throw new AppError('not_found', `Nobody has the address ${email}.`);
  return user;
}

/** Changes of who may what take turns, so that two at once cannot leave nobody who may change it back. */
export const lockAccess = (sql: Sql): Promise<unknown> =>
  sql.query(`SELECT pg_advisory_xact_lock(hashtext('rampart.users'))::text`);

/** 409 where nobody who may sign in, by password or elsewhere, would be admin everywhere any more. */
export async function requireAdminLeft(sql: Sql, name: string): Promise<void> {
  const [left] = await sql.query(
    `SELECT 1 FROM app_user WHERE greatest(role, sso_role) = 'admin' AND disabled_at IS NULL AND kind = 'person' LIMIT 1`,
  );
  if (!left) throw new AppError('conflict', `${name} is the last admin; make another one first.`);
}

export type PutUser = {
  email: string;
  input: UserInput;
  principal: Principal;
  /** The version `If-Match` named; null when none. */
  expected: number | null;
  /** The scopes of the token it came by; null for a session. */
  held?: readonly Scope[] | null;
};

/** Adds or changes a person; the same again changes nothing. 412 on a lost update, 409 where no admin who may sign in would be left. */
export async function putUser(
  { db, clock }: { db: PrismaClient; clock: Clock },
  put: PutUser,
): Promise<{ user: UserView; created: boolean }> {
  const { email, input, principal, expected, held = null } = put;
  const at = new Date(clock.now());
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  const other = passwordHash !== undefined && !(await hasPassword(db, email, input.password));
  const result = await db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await lockAccess(sql);
    const before = await tx.user.findUnique({ where: { email } });
    requireWithin(held, before ? [input.role, before.role] : [input.role]);
    if (before?.kind === 'service' && passwordHash !== undefined)
      throw new AppError('unprocessable', 'password: a service account has none; give it a token', {
        errors: [{ path: 'password', message: 'a service account has none; give it a token' }],
      });
    requireVersion(before?.name ?? email, expected, before?.version ?? null);
    if (before && passwordHash === undefined && isSame(before, input))
      return { user: await getUser(sql, email), created: false };
    const disabledAt = input.disabled ? (before?.disabledAt ?? at) : null;
    const data = {
      name: input.name,
      role: input.role,
      disabledAt,
      ...(passwordHash === undefined ? {} : { passwordHash }),
    };
    const row = await tx.user.upsert({
      where: { email },
      create: { id: uuidv7(at.getTime()), email, createdAt: at, ...data },
      update: { ...data, version: { increment: 1 } },
    });
    await requireAdminLeft(sql, before?.name ?? email);
    // Whoever knew only the old password, or may not sign in any more, is out at once.
    const ended = input.disabled || other ? await endSessions(sql, { person: row.id }) : 0;
    const fact = {
      email,
      name: row.name,
      role: row.role,
      disabled: input.disabled,
      passwordChanged: passwordHash !== undefined,
      sessionsEnded: ended,
    };
    await appendAudit(sql, [
      { chain: 'system', type: before ? 'user.changed' : 'user.created', actor: principal, data: fact, at },
    ]);
    return { user: await getUser(sql, email), created: !before };
  });
  forgetSessions();
  forgetTokens();
  return result;
}

async function hasPassword(db: PrismaClient, email: string, password = ''): Promise<boolean> {
  const row = await db.user.findUnique({ where: { email }, select: { passwordHash: true } });
  return verifyPassword(password, row?.passwordHash ?? null);
}

const isSame = (row: User, input: UserInput): boolean =>
  row.name === input.name && row.role === input.role && (row.disabledAt !== null) === input.disabled;
