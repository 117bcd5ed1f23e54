import type { Sql } from '@/lib/db/sql';
import { decideLane } from '@/lib/releases/lane/advance';
import { Changes } from '@/lib/releases/lane/changes';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import { look } from '@/lib/releases/lane/gates';
import { loadLane } from '@/lib/releases/lane/load';
import { lockDue } from '@/lib/releases/lane/lock';
import { persist } from '@/lib/releases/lane/persist';

/** Services decided on in one transaction. Larger is cheaper per service; a click waits for at most one batch. */
export const BATCH = 100;

/** A batch that could not be decided on or written; nothing of it was. */
export class BatchFailed extends Error {
  override readonly name = 'BatchFailed';

  constructor(
    readonly services: readonly string[],
    cause: unknown,
  ) {
    super(`the decision on ${services.length === 1 ? services[0] : `${services.length} services`} failed`, { cause });
  }
}

/**
 * Decides on the services that are due: lock, load, look, decide, write, all in one transaction and without any I/O
 * but the database's. Answers how many services it locked and how many releases it decided on.
 */
export async function reconcileBatch(
  deps: LaneDeps,
  touched: readonly string[] = [],
  limit = BATCH,
): Promise<{ services: number; releases: number }> {
  let names: string[] = [];
  const work = deps.inTransaction(async (sql) => {
    names = await lockDue(sql, limit, touched);
    if (names.length === 0) return { services: 0, releases: 0 };
    const lane = await loadLane(sql, names);
    const changes = new Changes(lane.now);
    await look(sql, deps.judge, lane, changes);
    decideLane(lane, changes);
    await persist(sql, changes);
    let releases = 0;
    for (const service of lane.services.values()) releases += service.releases.length;
    return { services: names.length, releases };
  });
  return work.catch((error: unknown) => {
    throw names.length === 0 ? error : new BatchFailed(names, error);
  });
}

const PUT_OFF = `UPDATE service_control SET due_at = clock_timestamp() + interval '30 s' WHERE service = $1`;

/**
 * Reconciles batch after batch. When one fails, its services are taken one at a time for a while, and the one that fails
 * alone is put off: what is wrong with one service never holds up the others.
 */
export function reconciler(deps: LaneDeps & { sql: Sql }, onFailure: (failure: BatchFailed) => void) {
  let alone = 0;
  return async (touched: readonly string[]): Promise<{ services: number; releases: number; full: boolean }> => {
    const limit = alone > 0 ? 1 : BATCH;
    alone = Math.max(0, alone - 1);
    try {
      const done = await reconcileBatch(deps, touched, limit);
      return { ...done, full: done.services >= limit };
    } catch (error) {
      if (!(error instanceof BatchFailed)) throw error;
      onFailure(error);
      // A database that is away fails here too, and then everything waits for it.
      if (error.services.length === 1) await deps.sql.query(PUT_OFF, [error.services[0]]);
      else alone = error.services.length;
      return { services: error.services.length, releases: 0, full: true };
    }
  };
}
