import type { Composition } from '@/lib/composition';
import { maintainTelemetry } from '@/lib/telemetry/partitions';
import type { JobHandlers } from './jobs';
import { recordHandlers } from './record-handlers';
import { sweepReleases } from './sweep';

/** Idempotency keys are kept for a day (contract.md). */
const FORGET_KEYS = `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`;

/** Who does which job. Every handler may run twice, and on two replicas at once. */
export function jobHandlers(deps: Composition): JobHandlers {
  const { sql, inTransaction, clock, env } = deps;
  const record = recordHandlers(deps);
  return {
    hook: record.hook,
    postmortem: record.postmortem,
    'audit-check': record['audit-check'],
    'telemetry-partitions': () =>
      maintainTelemetry(sql, { now: clock.now(), retentionDays: env.RAMPART_RETENTION_DAYS }),
    'idempotency-clean-up': async () => {
      await sql.query(FORGET_KEYS);
      await record.forget();
    },
    sweep: async () => {
      await inTransaction(sweepReleases);
      await record.sweep();
    },
  };
}
