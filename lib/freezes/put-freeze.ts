import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import { prismaSql } from '@/lib/db/client';
import { lockName } from '@/lib/db/lock-name';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { requireTag } from '@/lib/shared/concurrency';
import { Prisma, type PrismaClient } from '@/prisma/generated/client';
import { materialise } from './materialise';
import { planFreeze } from './plan-freeze';
import type { FreezeInput, FreezeScope, FreezeView } from './schema';
import { scopeOf, scopeTarget, scopeText } from './scope';
import { freezeTag, freezeView } from './view';
import { servicesIn, wakeScopes } from './wake-scope';

export type PutFreeze = { name: string; input: FreezeInput; principal: Principal; expected?: string | null };

/**
 * Sets or replaces a freeze: no new exposure in its scope while it stands. Reverting is never blocked. Who may needs
 * `admin` on what it covers, and on what it covered before: replacing is lifting too.
 */
export async function putFreeze(
  deps: { db: PrismaClient; clock: Clock; authorize?: Authorize },
  put: PutFreeze,
): Promise<{ freeze: FreezeView; created: boolean }> {
  const { name, input, principal } = put;
  const scope = scopeText(input.scope);
  const now = deps.clock.now();
  const at = new Date(now);
  const planned = planFreeze(input, now);
  const include = { windows: { where: { endsAt: { gt: at } }, orderBy: { startsAt: 'asc' as const }, take: 20 } };
  return deps.db.$transaction(async (tx) => {
    const sql = prismaSql(tx);
    await lockName(sql, 'freeze', name);
    await refuseScope(sql, input.scope);
    await deps.authorize?.(sql, principal, 'admin', scopeTarget(input.scope));
    const before = await tx.freeze.findUnique({ where: { name }, include });
    if (before) await deps.authorize?.(sql, principal, 'admin', scopeTarget(scopeOf(before.scope)));
    requireTag(`Freeze ${name}`, put.expected ?? null, before && freezeTag(freezeView(before, now)));
    // Services are locked before anything else, as everywhere. Also those it covered before: they may be free now.
    await wakeScopes(sql, [scope, before?.scope ?? scope]);
    const data = {
      kind: 'manual',
      scope,
      reason: input.reason,
      startsAt: new Date(planned.startsAt),
      endsAt: planned.endsAt === null ? null : new Date(planned.endsAt),
      inFlight: input.inFlight,
      allows: input.allows,
      scheduled: planned.calendar !== null,
      timezone: planned.timezone,
      schedule: planned.calendar?.schedule ?? Prisma.DbNull,
      calendar: planned.calendar?.events ?? Prisma.DbNull,
      createdBy: principal.name,
      createdAt: at,
      liftedAt: null,
      liftedBy: null,
    };
    await tx.freeze.upsert({ where: { name }, create: { name, ...data }, update: data });
    await tx.freezeWindow.deleteMany({ where: { freeze: name, endsAt: { gt: at } } });
    if (planned.calendar) await materialise(sql, { name, scope, calendar: planned.calendar.events }, now);
    const freeze = freezeView(await tx.freeze.findUniqueOrThrow({ where: { name }, include }), now);
    const said = {
      freeze: name,
      scope: freeze.scope,
      start: freeze.start,
      end: freeze.end,
      inFlight: freeze.inFlight,
      ...(freeze.allows.length > 0 ? { allows: freeze.allows } : {}),
      ...(planned.calendar ? { timezone: planned.timezone, ...planned.calendar.schedule } : {}),
    };
    await appendAudit(sql, [
      { ...chainOf(scope), actor: principal, type: 'freeze.set', reason: input.reason, data: said, at },
    ]);
    return { freeze, created: !before };
  });
}

/** The audit chain of a scope: the service's own, or the system's where it is wider. */
export const chainOf = (scope: string): { chain: string; service?: string } =>
  scope === 'all' || scope.includes(':') ? { chain: 'system' } : { chain: `service:${scope}`, service: scope };

/** A scope that covers nothing is a slip of the pen; a tier may be empty today. */
export async function refuseScope(sql: Sql, scope: FreezeScope, path = 'scope'): Promise<void> {
  if (scope === 'all' || 'tier' in scope) return;
  if ((await servicesIn(sql, scopeText(scope))).length > 0) return;
  const field = 'service' in scope ? 'service' : 'team';
  const message = 'service' in scope ? `no service named "${scope.service}"` : `no service is owned by "${scope.team}"`;
  throw new AppError('unprocessable', `${path}.${field}: ${message}`, {
    errors: [{ path: `${path}.${field}`, message }],
  });
}
