import { prepared, type Sql } from '@/lib/db/sql';

const LOCK = prepared('SELECT service FROM service_control WHERE service = ANY($1) ORDER BY service FOR UPDATE');
const LOCK_OF = prepared(
  'SELECT c.service FROM service_control c WHERE c.service = (SELECT r.service FROM release r WHERE r.id = $1) FOR UPDATE',
);

/** Locks the service of a release; null when there is no such release. */
export async function lockServiceOf(sql: Sql, releaseId: string): Promise<string | null> {
  const [row] = await sql.query<{ service: string }>(LOCK_OF, [releaseId]);
  return row?.service ?? null;
}

/** Locks the control rows of services for this transaction, in one order for everyone; waits. Answers those that exist. */
export async function lockServices(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ service: string }>(LOCK, [names]);
  return rows.map((row) => row.service);
}

/** Locks those of the services that nobody else holds at this moment; waits for none. */
export async function lockFree(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ service: string }>(
    'SELECT service FROM service_control WHERE service = ANY($1) ORDER BY service FOR UPDATE SKIP LOCKED',
    [names],
  );
  return rows.map((row) => row.service);
}

/**
 * Locks up to `limit` services that are due, longest overdue first. A service in `touched` (its telemetry has news)
 * counts as due early, unless it was looked at in the last moments: `due_at` says when that was.
 */
export async function lockDue(sql: Sql, limit: number, touched: readonly string[] = []): Promise<string[]> {
  const rows = await sql.query<{ service: string }>(
    // The column keeps milliseconds and rounds: what is due "now" may stand half of one in the future.
    `SELECT service FROM service_control WHERE due_at <= now() + interval '1 ms' ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );
  const found = rows.map((row) => row.service);
  const room = limit - found.length;
  if (touched.length === 0 || room <= 0) return found;
  const early = await sql.query<{ service: string }>(
    `SELECT service FROM service_control
     WHERE service = ANY($1) AND due_at < now() + interval '8500 ms' AND service <> ALL($2)
     ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [touched, found, room],
  );
  return [...found, ...early.map((row) => row.service)];
}
