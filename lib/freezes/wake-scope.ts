import type { Sql } from '@/lib/db/sql';
import { wakeServices } from '@/lib/services/wake';

/** The services a scope covers now. */
export async function servicesIn(sql: Sql, scope: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `SELECT name FROM service WHERE archived_at IS NULL
       AND $1 = ANY (scopes_of(name, owner, tier)) ORDER BY name`,
    [scope],
  );
  return rows.map(({ name }) => name);
}

/** Has the controller look again at every service of these scopes; locks their rows, in one order, before anything else. */
export async function wakeScopes(sql: Sql, scopes: readonly string[]): Promise<void> {
  if (scopes.includes('all')) return wakeServices(sql, 'all');
  const names = new Set<string>();
  for (const scope of new Set(scopes)) for (const name of await servicesIn(sql, scope)) names.add(name);
  if (names.size > 0) await wakeServices(sql, [...names]);
}
