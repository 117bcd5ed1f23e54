import type { Sql } from '@/lib/db/sql';
import type { Status } from './status';

export type Newest = { attempt: number; status: Status; reason: string; at: Date };

/** How the newest release of a version stands, in flight or not; null where there was none. */
export async function newestOfVersion(sql: Sql, service: string, version: string): Promise<Newest | null> {
  const [newest] = await sql.query<Newest>(
    `SELECT attempt, status::text AS status, state->>'reason' AS reason, updated_at AS at FROM release
     WHERE service = $1 AND version = $2 ORDER BY attempt DESC LIMIT 1`,
    [service, version],
  );
  return newest ?? null;
}
