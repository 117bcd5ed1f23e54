import type { Sql } from '@/lib/db/sql';
import { uuidv7 } from '@/lib/shared/uuid';

/** The queues of the job engine. Each has one handler, registered by the controller (lib/controller/jobs.ts). */
export const QUEUES = [
  'hook',
  'postmortem',
  'telemetry-partitions',
  'clean-up',
  'sweep',
  'record',
  'audit-check',
  'slos',
  'freeze-windows',
  'budget-policies',
  'deployment-checks',
  'approval-asked',
  'message',
] as const;
export type Queue = (typeof QUEUES)[number];

/** `id`: of a job that must be there once however often it is asked for; its own when absent. */
export type Job = { id?: string; queue: Queue; data: Record<string, unknown> };

const INSERT = `
WITH written AS (
  INSERT INTO outbox (id, queue, data) SELECT id, queue, data
  FROM json_to_recordset($1::json) AS j(id uuid, queue text, data jsonb)
  ON CONFLICT DO NOTHING RETURNING id
) SELECT pg_notify('rampart', '{"t":"job"}')::text FROM written LIMIT 1`;

/** Asks for jobs in the caller's transaction: they are done, at least once, if and only if it commits. `now` in epoch ms. */
export async function enqueue(sql: Sql, now: number, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  await sql.query(INSERT, [JSON.stringify(jobs.map((job) => ({ id: uuidv7(now), ...job })))]);
}
