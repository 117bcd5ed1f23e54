import { randomBytes } from 'node:crypto';
import { integrationSecretContext, open } from '@/lib/access/secrets';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { parseJson } from '@/lib/http/body';
import { FLAGGER_HOOKS, type FlaggerHookName } from '@/lib/integrations/schema';
import { newestOfVersion } from '@/lib/releases/newest-of-version';
import { type Proceed, proceed } from '@/lib/releases/proceed';
import { flagger, readFlagger } from './flagger';
import type { RawDelivery } from './kind';
import { loadIntegration } from './store';

const DUMMY = randomBytes(32).toString('hex');

type Deps = { sql: Sql; clock: Clock; secretKey: Buffer };

/** What a hook is answered: yes or no, and how the release stands. */
type Answer = { status: 200 | 403; body: Proceed };

const TAKEN_BACK = ['rolling_back', 'rollback_failed', 'rolled_back'];
const FREE: Proceed = { proceed: true, blockers: [] };

/**
 * What Flagger asks: before it goes on (`confirm-…`) the same answer as `proceed`; at `rollback`, yes only where this
 * version is being taken back, since a yes makes Flagger roll back. The other hooks ask nothing of Rampart. Throws 401 for an unknown integration and for a wrong token alike.
 */
export async function confirmFlagger(deps: Deps, name: string, hook: string, raw: RawDelivery): Promise<Answer> {
  const integration = await loadIntegration(deps.sql, name);
  const mine = integration?.kind === 'flagger' ? integration : null;
  const secret = mine ? open(deps.secretKey, mine.secret, integrationSecretContext(name)) : DUMMY;
  if (!flagger.verify(raw, secret, deps.clock.now()) || !mine)
    throw new AppError('unauthorized', 'No integration of this name takes a hook with this token.');
  if (!isHook(hook))
    throw new AppError('not_found', `"${hook}" is no hook of Flagger; these are: ${FLAGGER_HOOKS.join(', ')}.`);
  const asked = readFlagger(parseJson(raw.body));
  const service = mine.config.service ?? asked.service;
  if (hook === 'rollback') {
    const newest = await newestOfVersion(deps.sql, service, asked.version);
    const back = newest !== null && TAKEN_BACK.includes(newest.status);
    return back ? { status: 200, body: await proceed(deps.sql, service, asked.version) } : { status: 403, body: FREE };
  }
  if (!hook.startsWith('confirm-')) return { status: 200, body: FREE };
  const body = await proceed(deps.sql, service, asked.version);
  return { status: body.proceed ? 200 : 403, body };
}

const isHook = (hook: string): hook is FlaggerHookName => FLAGGER_HOOKS.some((one) => one === hook);
