import type { Sql } from '@/lib/db/sql';
import type { PolicySpec } from './schema';

/** Every policy by the scope it speaks of. */
export async function loadPolicies(sql: Sql): Promise<Map<string, PolicySpec>> {
  const rows = await sql.query<{ scope: string; spec: PolicySpec }>('SELECT scope, spec FROM budget_policy');
  return new Map(rows.map(({ scope, spec }) => [scope, spec]));
}
