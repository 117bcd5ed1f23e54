import { decideLane } from '@/lib/releases/lane/advance';
import { Changes } from '@/lib/releases/lane/changes';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import { look } from '@/lib/releases/lane/gates';
import { loadLane } from '@/lib/releases/lane/load';
import { lockDue } from '@/lib/releases/lane/lock';
import { persist } from '@/lib/releases/lane/persist';

/** Services decided on in one transaction. Larger is cheaper per service; a click waits for at most one batch. */
export const BATCH = 100;

/**
 * Decides on the services that are due: lock, load, look, decide, write, all in one transaction and without any I/O
 * but the database's. Answers how many services it locked and how many releases it decided on.
 */
export async function reconcileBatch(
  deps: LaneDeps,
  touched: readonly string[] = [],
  limit = BATCH,
): Promise<{ services: number; releases: number }> {
  return deps.inTransaction(async (sql) => {
    const names = await lockDue(sql, limit, touched);
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
}
