import type { Sql } from './sql';

/**
 * Waits until nobody else changes what has this name, until the transaction ends: a row that is not there yet cannot be
 * locked. Taken before any other lock.
 */
export async function lockName(sql: Sql, kind: string, name: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1 || ':' || $2, 0))::text", [kind, name]);
}
