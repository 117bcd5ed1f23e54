import { checkAudit } from '@/lib/audit/check';
import { type PublishedHead, publishHead } from '@/lib/audit/heads';
import type { Composition } from '@/lib/composition';
import { type ProcessDeps, processHook, pruneHooks, sweepHooks } from '@/lib/inbound/process';
import { rollUp } from '@/lib/insights/roll-up';
import { draftPostmortem, refreshPostmortems } from '@/lib/postmortems/draft';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { createRelease } from '@/lib/releases/create-release';

const DAY_MS = 86_400_000;

/** The jobs of what comes in and of what is kept: hooks, the record, postmortems, insights. */
export function recordHandlers(deps: Composition) {
  const { sql, inTransaction, clock, env } = deps;
  const hooks: ProcessDeps = {
    sql,
    inTransaction,
    clock,
    releases: {
      create: (input, principal, options) => createRelease(deps, input, principal, options),
      act: (id, action) => actOnRelease(deps, id, action),
    },
  };
  let published: PublishedHead | null = null;
  return {
    hook: (data: Record<string, unknown>) => processHook(hooks, { delivery: String(data.delivery) }),
    postmortem: (data: Record<string, unknown>) =>
      inTransaction((tx) => draftPostmortem(tx, String(data.releaseId), clock.now())),
    /** Each minute. */
    async sweep() {
      await sweepHooks(hooks);
      await refreshPostmortems(deps);
      while (await inTransaction((tx) => rollUp(tx, clock.now())));
      published = await publishHead(sql, env.RAMPART_DATA_DIR, published, new Date(clock.now()));
    },
    /** Each hour. */
    forget: () => pruneHooks(sql, new Date(clock.now() - env.RAMPART_RETENTION_DAYS * DAY_MS)),
    'audit-check': () => checkAudit(deps.pool, env.RAMPART_DATA_DIR),
  };
}
