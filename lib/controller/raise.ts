import type { Sql } from '@/lib/db/sql';
import { decideLane } from '@/lib/releases/lane/advance';
import { Changes } from '@/lib/releases/lane/changes';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import { look } from '@/lib/releases/lane/gates';
import { loadLane } from '@/lib/releases/lane/load';
import { lockFree } from '@/lib/releases/lane/lock';
import type { Lane } from '@/lib/releases/lane/model';
import { persist } from '@/lib/releases/lane/persist';
import { snapshotOf } from '@/lib/releases/lane/snapshot';
import { mayRaise } from '@/lib/releases/machine';
import { type Claimed, TAKE } from './claim';

const BUSY = `
SELECT DISTINCT k.service FROM command k JOIN service_control c ON c.service = k.service
WHERE k.service = ANY($1) AND k.lease_owner IS NOT NULL AND k.lease_until > clock_timestamp() AND k.generation < c.generation`;

const CLAIM = `
WITH due AS (
  SELECT k.id FROM command k, unnest($2::text[], $3::int[]) AS wanted(service, generation)
  WHERE k.service = wanted.service AND k.generation = wanted.generation AND k.raising AND k.status IN ('queued', 'sending')
), ${TAKE}`;

// What the machine left as it is although it may not be sent now is asked about again a little later.
const PUT_OFF = `
UPDATE command SET status = 'queued', next_attempt_at = clock_timestamp() + interval '1 s'
WHERE service = ANY($1) AND raising AND status IN ('queued', 'sending') AND next_attempt_at <= clock_timestamp()`;

/**
 * Claims raises, each decided anew in the transaction that claims it (lifecycle.md, rule 3): on the newest telemetry,
 * freezes and approvals, under the service's lock. What may no longer be sent is left to the machine, which takes it
 * back or decides it anew. A raise waits for older requests of its service in flight.
 */
export async function claimRaises(
  deps: LaneDeps,
  owner: string,
  candidates: readonly string[],
): Promise<{ claimed: Claimed[]; heldBack: number }> {
  return deps.inTransaction(async (sql) => {
    const locked = await lockFree(sql, candidates);
    const busy = new Set((await sql.query<{ service: string }>(BUSY, [locked])).map(({ service }) => service));
    const names = locked.filter((name) => !busy.has(name));
    if (names.length === 0) return { claimed: [], heldBack: 0 };
    const lane = await loadLane(sql, names);
    const changes = new Changes(lane.now);
    await look(sql, deps.judge, lane, changes);
    const { allowed, forbidden } = ask(lane);
    decideLane(forbidden, changes);
    await persist(sql, changes);
    const claimed = await take(sql, owner, allowed);
    if (forbidden.services.size > 0) await sql.query(PUT_OFF, [[...forbidden.services.keys()]]);
    return { claimed, heldBack: forbidden.services.size };
  });
}

type Wanted = { service: string; generation: number };

function ask(lane: Lane): { allowed: Wanted[]; forbidden: Lane } {
  const allowed: Wanted[] = [];
  const forbidden: Lane = { now: lane.now, services: new Map() };
  for (const service of lane.services.values()) {
    for (const release of service.releases) {
      const { command } = release;
      if (!command?.raising || (command.status !== 'queued' && command.status !== 'sending')) continue;
      if (mayRaise(snapshotOf(service, release), lane.now).allowed) {
        allowed.push({ service: service.name, generation: command.generation });
      } else forbidden.services.set(service.name, service);
    }
  }
  return { allowed, forbidden };
}

function take(sql: Sql, owner: string, wanted: readonly Wanted[]): Promise<Claimed[]> {
  if (wanted.length === 0) return Promise.resolve([]);
  return sql.query<Claimed>(CLAIM, [
    owner,
    wanted.map(({ service }) => service),
    wanted.map(({ generation }) => generation),
  ]);
}
