import { checkAudit } from '@/lib/audit/check';
import { type PublishedHead, publishHead } from '@/lib/audit/heads';
import type { Composition } from '@/lib/composition';
import { rollUp } from '@/lib/insights/roll-up';
import type { JobHandlers } from './jobs';

/** The jobs of what is kept: the head of the record outside the database, its regular check, and the daily sums. */
export function recordHandlers({ sql, inTransaction, clock, env, pool }: Composition): JobHandlers {
  let published: PublishedHead | null = null;
  return {
    async record() {
      published = await publishHead(sql, env.RAMPART_DATA_DIR, published, new Date(clock.now()));
      while (await inTransaction((tx) => rollUp(tx, clock.now())));
    },
    'audit-check': () => checkAudit(pool, env.RAMPART_DATA_DIR),
  };
}
