import type { Sql } from '@/lib/db/sql';
import type { UserView } from './schema';
import { STANDING } from './standing';

type Row = Omit<UserView, 'createdAt'> & { createdAt: Date };

const COLUMNS = `
  u.id, u.email, u.name, u.kind::text AS kind, ${STANDING}, u.role::text AS "givenRole", u.sso_role::text AS "ssoRole",
  u.password_hash IS NOT NULL AS "hasPassword", u.disabled_at IS NOT NULL AS disabled, u.version,
  u.created_at AS "createdAt"`;

const view = (row: Row): UserView => ({ ...row, createdAt: row.createdAt.toISOString() });

/** Accounts by e-mail address, from `after` on. */
export async function readUsers(sql: Sql, after: string | null, limit: number): Promise<UserView[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM app_user u WHERE $1::text IS NULL OR u.email > $1 ORDER BY u.email LIMIT $2::int`,
    [after, limit],
  );
  return rows.map(view);
}

/** One account; null when unknown. */
export async function readUser(sql: Sql, email: string): Promise<UserView | null> {
  const [row] = await sql.query<Row>(`SELECT ${COLUMNS} FROM app_user u WHERE u.email = $1`, [email]);
  return row ? view(row) : null;
}
