import { z } from 'zod';
import type { Sql } from '@/lib/db/sql';
import { toPercent } from '@/lib/shared/exposure';

export const commandSchema = z.object({
  id: z.string(),
  generation: z.int(),
  action: z.enum(['start', 'advance', 'pause', 'resume', 'rollback', 'complete']),
  ring: z.string(),
  exposure: z.number(),
  targets: z.array(z.object({ ring: z.string(), exposure: z.number() })),
  raising: z.boolean(),
  reason: z.string(),
  actor: z.string(),
  status: z.enum(['queued', 'sending', 'accepted', 'confirmed', 'refused', 'void']),
  attempts: z.int(),
  observed: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  history: z.array(
    z.object({
      attempt: z.int(),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      httpStatus: z.int().nullable(),
      observed: z.number().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type CommandView = z.infer<typeof commandSchema>;

type Attempt = CommandView['history'][number];
type Row = Pick<CommandView, 'id' | 'generation' | 'action' | 'raising' | 'status' | 'attempts' | 'error'> & {
  exposure: number;
  observed: number | null;
  data: { ring: string; targets: CommandView['targets']; reason: string; actor: string };
  history: Attempt[];
} & Record<'createdAt' | 'sentAt' | 'acceptedAt' | 'confirmedAt' | 'settledAt' | 'nextAttemptAt', Date | null>;

const COMMANDS = `
SELECT k.id, k.generation, k.action, k.raising, k.status, k.attempts, k.error, k.exposure, k.observed, k.body->'data' AS data,
  k.created_at AS "createdAt", k.sent_at AS "sentAt", k.accepted_at AS "acceptedAt", k.confirmed_at AS "confirmedAt",
  k.settled_at AS "settledAt", k.next_attempt_at AS "nextAttemptAt",
  coalesce((SELECT json_agg(json_build_object('attempt', a.attempt, 'startedAt', a.started_at, 'endedAt', a.ended_at,
    'httpStatus', a.http_status, 'observed', a.observed, 'error', a.error) ORDER BY a.attempt)
    FROM (SELECT * FROM command_attempt WHERE command_id = k.id ORDER BY attempt DESC LIMIT 50) a), '[]') AS history
FROM command k WHERE k.release_id = $1 ORDER BY k.generation DESC LIMIT 500`;

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString());
const percent = (centi: number | null): number | null => (centi === null ? null : toPercent(centi));

/** A release's commands to its provider with their last 50 attempts, newest first. */
export async function readCommands(sql: Sql, releaseId: string): Promise<CommandView[]> {
  const rows = await sql.query<Row>(COMMANDS, [releaseId]);
  return rows.map(({ data, history, ...row }) => ({
    ...row,
    ring: data.ring,
    targets: data.targets,
    reason: data.reason,
    actor: data.actor,
    exposure: toPercent(row.exposure),
    observed: percent(row.observed),
    createdAt: iso(row.createdAt) ?? '',
    sentAt: iso(row.sentAt),
    acceptedAt: iso(row.acceptedAt),
    confirmedAt: iso(row.confirmedAt),
    settledAt: iso(row.settledAt),
    nextAttemptAt: row.status === 'queued' || row.status === 'sending' ? iso(row.nextAttemptAt) : null,
    history: history.map((attempt) => ({
      ...attempt,
      startedAt: iso(attempt.startedAt) ?? '',
      endedAt: iso(attempt.endedAt),
      observed: percent(attempt.observed),
    })),
  }));
}
