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
import { type Claimed, DUE, TAKE } from './claim';

// Asked under the lock: another replica may have claimed it since. Requests of older generations are waited for.
const READY = `
SELECT k.id, k.service, k.generation FROM command k
WHERE k.service = ANY($1) AND k.raising AND k.status IN ('queued', 'sending') AND ${DUE} AND NOT EXISTS (
  SELECT FROM command older WHERE older.service = k.service AND older.generation < k.generation
    AND older.lease_owner IS NOT NULL AND older.lease_until > clock_timestamp())`;

const CLAIM = `WITH due AS (SELECT k.id FROM command k WHERE k.id = ANY($2::uuid[]) AND k.status IN ('queued', 'sending')), ${TAKE}`;

// What the machine left as it is although it may not be sent now is asked about again a little later.
const PUT_OFF = `
UPDATE command SET status = 'queued', next_attempt_at = clock_timestamp() + interval '1 s'
WHERE id = ANY($1::uuid[]) AND status IN ('queued', 'sending')`;

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
    const ready = locked.length === 0 ? [] : await sql.query<Ready>(READY, [locked]);
    if (ready.length === 0) return { claimed: [], heldBack: 0 };
    const lane = await loadLane(sql, [...new Set(ready.map(({ service }) => service))]);
    const changes = new Changes(lane.now);
    await look(sql, deps.judge, lane, changes);
    const { allowed, forbidden } = ask(lane, ready);
    decideLane(pick(lane, forbidden), changes);
    await persist(sql, changes);
    if (forbidden.length > 0) await sql.query(PUT_OFF, [forbidden.map(({ id }) => id)]);
    const claimed = allowed.length === 0 ? [] : await sql.query<Claimed>(CLAIM, [owner, allowed.map(({ id }) => id)]);
    return { claimed, heldBack: forbidden.length };
  });
}

type Ready = { id: string; service: string; generation: number };

function ask(lane: Lane, ready: readonly Ready[]): { allowed: Ready[]; forbidden: Ready[] } {
  const allowed: Ready[] = [];
  const forbidden: Ready[] = [];
  for (const command of ready) {
    const service = lane.services.get(command.service);
    const release = service?.releases.find((one) => one.command?.generation === command.generation);
    const may = service && release && mayRaise(snapshotOf(service, release), lane.now).allowed;
    (may ? allowed : forbidden).push(command);
  }
  return { allowed, forbidden };
}

function pick(lane: Lane, commands: readonly Ready[]): Lane {
  const names = new Set(commands.map(({ service }) => service));
  return { now: lane.now, services: new Map([...lane.services].filter(([name]) => names.has(name))) };
}
