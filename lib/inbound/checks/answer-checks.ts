import { open } from '@/lib/access/secrets';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { tokenContext } from '@/lib/integrations/put-integration';
import type { Egress } from '@/lib/providers/egress';
import { type Proceed, proceed } from '@/lib/releases/proceed';
import { decideCheck } from './decide';

export type CheckDeps = {
  sql: Sql;
  clock: Clock;
  egress: Pick<Egress, 'request'>;
  secretKey: Buffer;
};

type Row = {
  id: string;
  integration: string;
  service: string;
  version: string;
  environment: string;
  callbackUrl: string;
  comment: string | null;
  comments: number;
  attempts: number;
  createdAt: Date;
  token: string | null;
  onBlocked: 'wait' | 'reject' | null;
};

// Claimed for half a minute: another replica leaves it alone, and a crash only costs that time.
const CLAIM = `
WITH due AS (
  SELECT id FROM deployment_check WHERE status = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT 100 FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE deployment_check c SET next_at = $1::timestamptz + interval '30 s' FROM due WHERE c.id = due.id RETURNING c.*
)
SELECT t.id, t.integration, t.service, t.version, t.environment, t.callback_url AS "callbackUrl", t.comment, t.comments,
  t.attempts, t.created_at AS "createdAt", i.token, i.config->>'onBlocked' AS "onBlocked"
FROM taken t LEFT JOIN integration i ON i.name = t.integration ORDER BY t.created_at`;

const MAX_ATTEMPTS = 20;

/** Answers the pipelines of GitHub that wait (deployment protection rules), and tells the others why they wait. */
export async function answerChecks(deps: CheckDeps): Promise<number> {
  const due = await deps.sql.query<Row>(CLAIM, [new Date(deps.clock.now())]);
  for (const row of due) await answerOne(deps, row);
  return due.length;
}

async function answerOne(deps: CheckDeps, row: Row): Promise<void> {
  if (row.token === null) return end(deps, row, 'failed', 'the integration has no token to answer with');
  const may = await proceed(deps.sql, row.service, row.version).catch((error: unknown): Proceed => {
    if (!(error instanceof AppError)) throw error;
    const since = row.createdAt.toISOString();
    return { proceed: false, blockers: [{ kind: 'manual', detail: error.detail, since }] };
  });
  const now = deps.clock.now();
  const { comment, comments, onBlocked } = row;
  const check = { createdAt: row.createdAt.getTime(), comment, comments, onBlocked: onBlocked ?? 'wait' };
  const answer = decideCheck(check, may, now);
  if (answer.kind === 'over') return end(deps, row, 'failed', 'nobody waits for longer than thirty days');
  if (answer.kind === 'wait') return again(deps, row.id, answer.againAt);
  const sent = await send(deps, row, row.token, {
    environment_name: row.environment,
    comment: answer.comment,
    ...(answer.kind === 'answer' ? { state: answer.state } : {}),
  });
  if (sent !== 'ok') return failed(deps, row, sent, now);
  if (answer.kind === 'answer') return end(deps, row, answer.state, null, answer.comment);
  await deps.sql.query(
    'UPDATE deployment_check SET comment = $2, comments = comments + 1, attempts = 0, error = NULL, next_at = $3 WHERE id = $1',
    [row.id, answer.comment, new Date(answer.againAt)],
  );
}

type Sent = 'ok' | { words: string; final: boolean };

/** https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run → 204 */
async function send(deps: CheckDeps, row: Row, token: string, body: Record<string, string>): Promise<Sent> {
  try {
    const { status, body: words } = await deps.egress.request(row.callbackUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${open(deps.secretKey, token, tokenContext(row.integration))}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'rampart',
      },
      body: JSON.stringify(body),
    });
    if (status >= 200 && status < 300) return 'ok';
    const final = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return { words: `GitHub answered ${status}: ${words.slice(0, 300)}`, final };
  } catch (error) {
    return { words: error instanceof Error ? error.message : String(error), final: false };
  }
}

async function failed(deps: CheckDeps, row: Row, { words, final }: Exclude<Sent, 'ok'>, now: number): Promise<void> {
  if (final || row.attempts + 1 >= MAX_ATTEMPTS) return end(deps, row, 'failed', words);
  const next = new Date(now + Math.min(300_000, 2_000 * 2 ** row.attempts));
  await deps.sql.query('UPDATE deployment_check SET attempts = attempts + 1, error = $2, next_at = $3 WHERE id = $1', [
    row.id,
    words,
    next,
  ]);
}

const again = async (deps: CheckDeps, id: string, at: number): Promise<void> => {
  await deps.sql.query('UPDATE deployment_check SET next_at = $2 WHERE id = $1', [id, new Date(at)]);
};

async function end(deps: CheckDeps, { id }: Row, status: string, error: string | null, comment: string | null = null) {
  const at = new Date(deps.clock.now());
  await deps.sql.query(
    `UPDATE deployment_check SET status = $2, error = $3, comment = coalesce($4, comment), answered_at = $5 WHERE id = $1 AND status = 'waiting'`,
    [id, status, error, comment, at],
  );
}
