import { z } from 'zod';
import { purgeSignIns } from '@/lib/access/throttle';
import type { Composition } from '@/lib/composition';
import { materialiseAll } from '@/lib/freezes/materialise';
import { answerChecks } from '@/lib/inbound/checks/answer-checks';
import { processHook, pruneHooks, sweepHooks } from '@/lib/inbound/process';
import { logger } from '@/lib/log';
import { announceApproval, type NotifyDeps, sendMessage } from '@/lib/notify/approvals';
import { channelsOf } from '@/lib/notify/channels';
import { applyPolicies } from '@/lib/policies/apply-policies';
import { draftPostmortem, refreshPostmortems } from '@/lib/postmortems/draft';
import { actOnRelease } from '@/lib/releases/act-on-release';
import { createRelease } from '@/lib/releases/create-release';
import { updateSlos } from '@/lib/slos/job';
import { pruneSlos } from '@/lib/slos/state-store';
import { maintainTelemetry } from '@/lib/telemetry/partitions';
import type { JobHandlers } from './jobs';
import { recordHandlers } from './record-handlers';
import { sweepReleases } from './sweep';

const DAY_MS = 86_400_000;
/** Idempotency keys are kept for a day (contract.md). */
const FORGET_KEYS = `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`;

const hookJob = z.object({ delivery: z.string() });
const postmortemJob = z.object({ releaseId: z.string() });

/** Who does which job. Every handler may run twice, and on two replicas at once. */
export function jobHandlers(deps: Composition): JobHandlers {
  const { sql, inTransaction, clock, env } = deps;
  const releases = {
    create: (...[input, principal, options]: Parameters<Verbs['create']>) =>
      createRelease(deps, input, principal, options),
    act: (...[id, action]: Parameters<Verbs['act']>) => actOnRelease(deps, id, action),
  };
  const notify: NotifyDeps = {
    sql,
    inTransaction,
    channels: channelsOf(env, deps.egress),
    baseUrl: env.RAMPART_URL ?? `http://localhost:${env.PORT}`,
    now: clock.now,
    log: logger('messages'),
  };
  return {
    ...recordHandlers(deps),
    'approval-asked': (data) => announceApproval(notify, data),
    message: (data) => sendMessage(notify, data),
    hook: (data) => processHook({ sql, inTransaction, clock, releases }, hookJob.parse(data)),
    postmortem: (data) => {
      const { releaseId } = postmortemJob.parse(data);
      return inTransaction((tx) => draftPostmortem(tx, releaseId, clock.now()));
    },
    'telemetry-partitions': () =>
      maintainTelemetry(sql, { now: clock.now(), retentionDays: env.RAMPART_RETENTION_DAYS }),
    'deployment-checks': () => answerChecks(deps),
    'budget-policies': () => applyPolicies({ sql, inTransaction }, clock.now()),
    'freeze-windows': () => materialiseAll({ sql, inTransaction }, clock.now()),
    'clean-up': async () => {
      await sql.query(FORGET_KEYS);
      await purgeSignIns(sql);
      await pruneSlos(sql, clock.now());
      await pruneHooks(sql, new Date(clock.now() - env.RAMPART_RETENTION_DAYS * DAY_MS));
    },
    // A budget that is spent forbids in the same minute; a policy that changed asks for its own turn.
    slos: async () => {
      await updateSlos(deps);
      await applyPolicies({ sql, inTransaction }, clock.now());
    },
    sweep: async () => {
      await inTransaction(sweepReleases);
      await sweepHooks({ inTransaction, clock });
      await refreshPostmortems({ sql, inTransaction, clock });
    },
  };
}

type Verbs = Parameters<typeof processHook>[0]['releases'];
