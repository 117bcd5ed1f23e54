import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import type { Egress } from '@/lib/providers/egress';
import { countSlos } from './pass';
import { askPrometheus, recordAnswers } from './pull';

type Deps = {
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  egress: Pick<Egress, 'request'>;
  env: { RAMPART_RETENTION_DAYS: number };
};

/** Brings every SLO up to this minute. Any number of replicas may try; one does it. */
export async function updateSlos({ sql, inTransaction, clock, egress, env }: Deps): Promise<void> {
  let answers = await askPrometheus(sql, egress, clock.now());
  for (let more = true; more; answers = []) {
    const result = await inTransaction(async (tx) =>
      countSlos(tx, clock.now(), {
        retentionDays: env.RAMPART_RETENTION_DAYS,
        pulled: (locked) => recordAnswers(locked, answers),
      }),
    );
    more = result?.more ?? false;
  }
}
