import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { refuseScope } from '@/lib/freezes/put-freeze';
import { scopeTarget, scopeText } from '@/lib/freezes/scope';
import { readIncident } from './read-model';
import type { IncidentInput, IncidentView } from './schema';
import { openIn, resolveIn } from './store';

type Deps = {
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  authorize?: Authorize;
};

/** Opens an incident by hand. Takes `release` on everything it concerns. */
export async function openIncident(deps: Deps, input: IncidentInput, principal: Principal): Promise<IncidentView> {
  const now = deps.clock.now();
  return deps.inTransaction(async (sql) => {
    for (const [i, scope] of input.scopes.entries()) {
      await refuseScope(sql, scope, `scopes.${i}`);
      await deps.authorize?.(sql, principal, 'release', scopeTarget(scope));
    }
    const scopes = [...new Set(input.scopes.map(scopeText))];
    const { title, severity, url = null, detail = null } = input;
    const incident = { title, severity, source: 'manual', sourceKey: null, url, detail, scopes, heardAt: now };
    return readIncident(sql, await openIn(sql, incident, principal, now));
  });
}

export type ResolveIncident = { id: string; principal: Principal; reason?: string | undefined };

/** Ends an incident, whoever opened it. Takes `release` on everything it concerns still. Twice changes nothing. What waited for it goes on if nothing else blocks. */
export async function resolveIncident(deps: Deps, { id, principal, reason }: ResolveIncident): Promise<IncidentView> {
  const now = deps.clock.now();
  return deps.inTransaction(async (sql) => {
    const known = await readIncident(sql, id);
    const concerned = known.scopes.filter(({ closedAt }) => closedAt === null || !known.open);
    for (const { scope } of concerned) await deps.authorize?.(sql, principal, 'release', scopeTarget(scope));
    await resolveIn(sql, { id, reason: reason ?? null, heardAt: now }, principal, now);
    return readIncident(sql, id);
  });
}
