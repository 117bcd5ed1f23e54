import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { enqueue } from '@/lib/jobs/outbox';
import type { CheckEvent } from '../event';
import { matchService } from '../match';
import type { Read } from '../receive';
import type { StoredIntegration } from '../store';

const GITHUB = 'https://api.github.com';

/**
 * A pipeline that asks before it deploys: kept until it is answered. Refused where the callback is not GitHub's own: the
 * token is sent there.
 */
export async function matchCheck(
  sql: Sql,
  integration: StoredIntegration,
  { deployment, environment, callbackUrl }: CheckEvent,
  now: number,
): Promise<Omit<Read, 'eventName'>> {
  const refuse = (why: string, service: string | null = null): Omit<Read, 'eventName'> => ({
    event: deployment,
    service,
    outcome: { kind: 'refused', why },
    error: new AppError('unprocessable', `Nothing matches: ${why}.`),
  });
  const api = (integration.config.apiUrl ?? GITHUB).replace(/\/$/, '');
  if (!callbackUrl.startsWith(`${api}/repos/`)) return refuse(`its callback is not below ${api}/repos/`);
  const matched = matchService(integration.config, deployment);
  if ('refused' in matched) return refuse(matched.refused);
  const { service } = matched;
  const [found] = await sql.query('SELECT FROM service WHERE name = $1 AND archived_at IS NULL', [service]);
  if (!found) return refuse(`there is no service named "${service}"`, service);
  const why = `waits for an answer: may ${service} ${deployment.version} be deployed to ${environment}`;
  return {
    event: deployment,
    service,
    outcome: { kind: 'nothing', why },
    async atOnce(tx, delivery) {
      const at = new Date(now);
      await tx.query(
        `INSERT INTO deployment_check (id, integration, delivery_id, service, version, environment, callback_url, created_at, next_at)
         SELECT d.id, d.integration, d.delivery_id, $2, $3, $4, $5, $6, $6 FROM hook_delivery d WHERE d.id = $1
         ON CONFLICT (integration, delivery_id) DO NOTHING`,
        [delivery, service, deployment.version, environment, callbackUrl, at],
      );
      await tx.query("UPDATE hook_delivery SET status = 'done' WHERE id = $1", [delivery]);
      await enqueue(tx, now, [{ queue: 'deployment-checks', data: {} }]);
    },
  };
}
