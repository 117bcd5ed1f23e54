import type { Sql } from '@/lib/db/sql';
import { type Caller, makeCaller } from './caller';
import type { Session } from './sessions';
import type { Standing } from './standing';

export type Person = Standing & { id: string; email: string; name: string };

/** What somebody who signed in may do now, by the session it came with. */
export const personCaller = ({ person, id }: Session): Caller =>
  makeCaller(
    {
      principal: { kind: 'user', person: person.id, name: person.name },
      via: 'session',
      key: `user:${person.id}`,
      held: null,
      session: id,
    },
    person,
  );

/** Who may sign in with this address; null when nobody. */
export async function personByEmail(sql: Sql, email: string): Promise<{ id: string } | null> {
  const [row] = await sql.query<{ id: string }>(
    `SELECT id FROM app_user WHERE email = $1 AND disabled_at IS NULL AND kind = 'person'`,
    [email.toLowerCase()],
  );
  return row ?? null;
}
