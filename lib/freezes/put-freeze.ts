import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { wakeServices } from '@/lib/services/wake';
import { requireTag } from '@/lib/shared/concurrency';
import type { PrismaClient } from '@/prisma/generated/client';
import type { FreezeInput, FreezeView } from './schema';
import { freezeTag, freezeView } from './view';

export type PutFreeze = { name: string; input: FreezeInput; principal: Principal; expected?: string | null };

/** Sets or replaces a manual freeze: no new exposure in its scope while it lasts. Reverting is never blocked. */
export async function putFreeze(
  deps: { db: PrismaClient; clock: Clock },
  put: PutFreeze,
): Promise<{ freeze: FreezeView; created: boolean }> {
  const { name, input, principal } = put;
  const scope = input.scope === 'all' ? 'all' : input.scope.service;
  const now = deps.clock.now();
  const at = new Date(now);
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    if (scope !== 'all') {
      const service = await tx.service.findUnique({ where: { name: scope }, select: { archivedAt: true } });
      if (!service || service.archivedAt) {
        const message = `no service named "${scope}"`;
        throw new AppError('unprocessable', `scope.service: ${message}`, {
          errors: [{ path: 'scope.service', message }],
        });
      }
    }
    const before = await tx.freeze.findUnique({ where: { name } });
    requireTag(`Freeze ${name}`, put.expected ?? null, before && freezeTag(freezeView(before, now)));
    // Services are locked before anything else, as everywhere. Also those it covered before: they may be free now.
    for (const woken of new Set([scope, before?.scope ?? scope])) await wakeServices(sql, woken);
    const data = {
      kind: 'manual',
      scope,
      reason: input.reason,
      startsAt: input.start === undefined ? at : new Date(input.start),
      endsAt: input.end === undefined ? null : new Date(input.end),
      createdBy: principal.name,
      createdAt: at,
      liftedAt: null,
      liftedBy: null,
    };
    const row = await tx.freeze.upsert({ where: { name }, create: { name, ...data }, update: data });
    const freeze = freezeView(row, now);
    const chain = scope === 'all' ? { chain: 'system' } : { chain: `service:${scope}`, service: scope };
    const fact = {
      type: 'freeze.set',
      reason: input.reason,
      data: { freeze: name, scope: freeze.scope, start: freeze.start, end: freeze.end },
      at,
    };
    await appendAudit(sql, [{ ...chain, actor: principal, ...fact }]);
    return { freeze, created: !before };
  });
}
