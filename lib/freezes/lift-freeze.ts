import type { Authorize } from '@/lib/access/authorize';
import { type Caller, requireSomewhere } from '@/lib/access/caller';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { PrismaClient } from '@/prisma/generated/client';
import { chainOf } from './put-freeze';
import type { FreezeView } from './schema';
import { scopeOf, scopeTarget } from './scope';
import { freezeView } from './view';
import { wakeScopes } from './wake-scope';

/** Names of the freezes that the kill switch sets. */
const KILL_PREFIX = 'kill:';

export type LiftFreeze = { name: string; caller: Caller; reason?: string | undefined };

/** Ends a freeze now. What the kill switch set, those who may pull it may lift; the rest takes `admin` on what it covers. Twice changes nothing. */
export async function liftFreeze(
  deps: { db: PrismaClient; clock: Clock; authorize?: Authorize },
  { name, caller, reason }: LiftFreeze,
): Promise<FreezeView> {
  const { principal } = caller;
  const now = deps.clock.now();
  const at = new Date(now);
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    const before = await tx.freeze.findUnique({ where: { name } });
    if (!before) throw new AppError('not_found', `There is no freeze named "${name}".`);
    const permission = name.startsWith(KILL_PREFIX) ? 'release' : 'admin';
    requireSomewhere(caller, permission);
    await deps.authorize?.(sql, principal, permission, scopeTarget(scopeOf(before.scope)));
    if (before.kind === 'budget' && !before.liftedAt)
      throw new AppError(
        'conflict',
        'An error-budget policy set this freeze and would set it again: change the policy, or override it for one release.',
      );
    if (before.liftedAt) return freezeView(before, now);
    // Services are locked before anything else, as everywhere.
    await wakeScopes(sql, [before.scope]);
    const lifted = await tx.freeze.updateMany({
      where: { name, liftedAt: null },
      data: { liftedAt: at, liftedBy: principal.name },
    });
    const row = await tx.freeze.findUniqueOrThrow({ where: { name } });
    if (lifted.count === 0) return freezeView(row, now);
    const fact = { type: 'freeze.lifted', data: { freeze: name }, at, ...(reason === undefined ? {} : { reason }) };
    await appendAudit(sql, [{ ...chainOf(row.scope), actor: principal, ...fact }]);
    return freezeView(row, now);
  });
}
