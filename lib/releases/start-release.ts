import type { Principal } from '@/lib/access/principal';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import type { log } from '@/lib/log';
import { planWarnings } from '@/lib/plans/assess/plan-warnings';
import { type Created, createRelease } from './create-release';
import type { LaneDeps } from './lane/deps';
import type { ReleaseInput } from './schema';

/** How long a start waits for its warnings. */
const WITHIN_MS = 1_000;

/**
 * Starts a release for someone who waits for the answer, with what they should know of its plan. A warning never stands in
 * the way: one that cannot be had in time is left out, and the release is as good without it.
 */
export async function startRelease(
  deps: LaneDeps & { sql: Sql; clock: Clock; log: typeof log },
  input: ReleaseInput,
  principal: Principal,
): Promise<Created & { warnings: string[] }> {
  const asked = planWarnings({ sql: deps.sql, clock: deps.clock }, input).catch((error: unknown) => {
    deps.log.warn({ error, service: input.service }, 'the plan could not be assessed');
    return [];
  });
  const warnings = await Promise.race([
    asked,
    new Promise<string[]>((late) => setTimeout(late, WITHIN_MS, []).unref()),
  ]);
  return { ...(await createRelease(deps, input, principal, { warnings })), warnings };
}
