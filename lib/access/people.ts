import type { Sql } from '@/lib/db/sql';
import type { Caller } from './caller';
import { ExpiringCache } from './expiring-cache';
import { ROLE_SCOPES, type Role } from './scopes';

export type Person = { id: string; email: string; name: string; role: Role };

const FIND = `SELECT id, email, name, role::text AS role FROM app_user WHERE id = $1 AND disabled_at IS NULL`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const cache = new ExpiringCache<Person | null>(5_000);

/** A person who may sign in, by id; null when unknown or disabled. Remembered for 5 s. */
export function findPerson(sql: Sql, id: string, now: number): Promise<Person | null> {
  if (!UUID.test(id)) return Promise.resolve(null);
  return cache.get(id, now, async () => (await sql.query<Person>(FIND, [id]))[0] ?? null);
}

export const personCaller = (person: Person): Caller => ({
  principal: { kind: 'user', person: person.id, name: person.name },
  via: 'session',
  key: `user:${person.id}`,
  role: person.role,
  scopes: ROLE_SCOPES[person.role],
});

export const forgetPeople = (): void => cache.clear();
