import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/http/page';
import { requireVersion } from '@/lib/shared/concurrency';
import { uuidv7 } from '@/lib/shared/uuid';
import type { PrismaClient, User } from '@/prisma/generated/client';
import { hashPassword } from './passwords';
import { forgetPeople } from './people';
import type { Principal } from './principal';
import type { UserInput, UserView } from './schema';
import { forgetTokens } from './tokens';

export function userView(row: User): UserView {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    hasPassword: row.passwordHash !== null,
    disabled: row.disabledAt !== null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

/** People by e-mail address. */
export async function listUsers(
  db: PrismaClient,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<UserView>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const rows = await db.user.findMany({
    where: after === undefined ? {} : { email: { gt: after } },
    orderBy: { email: 'asc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, userView, (row) => [row.email]);
}

/** One person by e-mail address; 404 when unknown. */
export async function getUser(db: PrismaClient, email: string): Promise<UserView> {
  const row = await db.user.findUnique({ where: { email } });
  if (!row) throw new AppError('not_found', `Nobody has the address ${email}.`);
  return userView(row);
}

export type PutUser = {
  email: string;
  input: UserInput;
  principal: Principal;
  /** The version `If-Match` named; null when none. */
  expected: number | null;
};

/** Adds or changes a person; the same again changes nothing. 412 on a lost update, 409 where no admin who may sign in would be left. */
export async function putUser(
  { db, clock }: { db: PrismaClient; clock: Clock },
  put: PutUser,
): Promise<{ user: UserView; created: boolean }> {
  const { email, input, principal, expected } = put;
  const at = new Date(clock.now());
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  const result = await db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await sql.query(`SELECT pg_advisory_xact_lock(hashtext('rampart.users'))::text`);
    const before = await tx.user.findUnique({ where: { email } });
    requireVersion(before?.name ?? email, expected, before?.version ?? null);
    if (before && passwordHash === undefined && isSame(before, input))
      return { user: userView(before), created: false };
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
    if ((await tx.user.count({ where: { role: 'admin', disabledAt: null } })) === 0) {
      throw new AppError('conflict', `${before?.name ?? email} is the last admin; make another one first.`);
    }
    const fact = {
      email,
      name: row.name,
      role: row.role,
      disabled: input.disabled,
      passwordChanged: passwordHash !== undefined,
    };
    await appendAudit(sql, [
      { chain: 'system', type: before ? 'user.changed' : 'user.created', actor: principal, data: fact, at },
    ]);
    return { user: userView(row), created: !before };
  });
  forgetPeople();
  forgetTokens();
  return result;
}

const isSame = (row: User, input: UserInput): boolean =>
  row.name === input.name && row.role === input.role && (row.disabledAt !== null) === input.disabled;
