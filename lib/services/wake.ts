import type { Sql } from '@/lib/db/sql';

const ACTIVE = `('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed')`;

// The subquery locks in one order, so that two wide wake-ups cannot wait for each other.
const WAKE = `
WITH due AS (
  SELECT c.service FROM service_control c
  WHERE ($1::text[] IS NULL OR c.service = ANY($1)) AND EXISTS (
    SELECT 1 FROM release r WHERE r.service = c.service AND r.status IN ${ACTIVE})
  ORDER BY c.service FOR UPDATE
), woken AS (UPDATE service_control c SET due_at = clock_timestamp() FROM due WHERE c.service = due.service RETURNING c.service)
SELECT pg_notify('rampart', json_build_object('t', 'due', 's', json_agg(part.service))::text)::text
FROM (SELECT service, (row_number() OVER () - 1) / 100 AS n FROM woken) part GROUP BY part.n`;

/** Has the controller look again at services with something in flight, or at all of them: what it depends on changed. */
export async function wakeServices(sql: Sql, services: string | 'all' | readonly string[]): Promise<void> {
  await sql.query(WAKE, [services === 'all' ? null : typeof services === 'string' ? [services] : services]);
}
