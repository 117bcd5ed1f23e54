import type { Authorize } from '@/lib/access/authorize';
import type { Sql } from '@/lib/db/sql';
import type { Judge } from './gates';

/** What the verbs of the lane are given. The composition of lib/composition.ts satisfies it. */
export type LaneDeps = {
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  judge: Judge;
  /** Asked who may, after locking. Absent where only Rampart itself acts. */
  authorize?: Authorize;
};
