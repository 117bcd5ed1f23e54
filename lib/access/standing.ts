import type { Sql } from '@/lib/db/sql';
import type { Role } from './scopes';

/** What an account may be by its roles: everywhere, and in each team with the teams below. */
export type Standing = { role: Role; teams: Readonly<Record<string, Role>> };

/** The columns of a `Standing`, for a query that calls `app_user` u. The same rule as `reachOf`, walked by the database. */
export const STANDING = `
  greatest(u.role, u.sso_role)::text AS role,
  (WITH RECURSIVE reach(team, role) AS (
     SELECT m.team, m.role FROM team_member m WHERE m.user_id = u.id
     UNION SELECT t.name, r.role FROM team t JOIN reach r ON t.parent = r.team
   ) SELECT coalesce(json_object_agg(best.team, best.role), '{}') FROM
     (SELECT team, max(role)::text AS role FROM reach GROUP BY team) best) AS teams`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => UUID.test(text);

/** An account's standing as it is in this transaction; null when it is unknown or disabled. Never from memory. */
export async function readStanding(sql: Sql, person: string): Promise<Standing | null> {
  if (!isId(person)) return null;
  const [row] = await sql.query<Standing>(
    `SELECT ${STANDING} FROM app_user u WHERE u.id = $1::uuid AND u.disabled_at IS NULL`,
    [person],
  );
  return row ?? null;
}
