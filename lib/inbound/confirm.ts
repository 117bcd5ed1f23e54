import { randomBytes } from 'node:crypto';
import { integrationSecretContext, open } from '@/lib/access/secrets';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { parseJson } from '@/lib/http/body';
import { CONFIRM_HOOKS } from '@/lib/integrations/schema';
import { type Proceed, proceed } from '@/lib/releases/proceed';
import { flagger, readFlagger } from './flagger';
import type { RawDelivery } from './kind';
import { loadIntegration } from './store';

const DUMMY = randomBytes(32).toString('hex');

type Deps = { sql: Sql; clock: Clock; secretKey: Buffer };

/**
 * What Flagger asks before it goes on (`confirm-rollout`, `confirm-traffic-increase`, `confirm-promotion`): the same
 * answer as `proceed`. Throws 401 for an unknown integration and for a wrong token alike.
 */
export async function confirmFlagger(deps: Deps, name: string, hook: string, raw: RawDelivery): Promise<Proceed> {
  const integration = await loadIntegration(deps.sql, name);
  const mine = integration?.kind === 'flagger' ? integration : null;
  const secret = mine ? open(deps.secretKey, mine.secret, integrationSecretContext(name)) : DUMMY;
  if (!flagger.verify(raw, secret, deps.clock.now()) || !mine)
    throw new AppError('unauthorized', 'No integration of this name takes a hook with this token.');
  if (!CONFIRM_HOOKS.some((one) => one === hook))
    throw new AppError('not_found', `"${hook}" is no hook that asks; these do: ${CONFIRM_HOOKS.join(', ')}.`);
  const asked = readFlagger(parseJson(raw.body));
  return proceed(deps.sql, mine.config.service ?? asked.service, asked.version);
}
