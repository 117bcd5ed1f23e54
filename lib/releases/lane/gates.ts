import type { Sql } from '@/lib/db/sql';
import type { GateEvaluation } from '@/lib/gates/schema';
import { sameJson } from '@/lib/shared/same-json';
import type { Changes } from './changes';
import type { Lane, LaneRelease } from './model';

/**
 * What the gates say of one release after a look, and what they remember for the next. `news`: whether the memory differs
 * enough from the stored one to be written.
 */
export type GateLook = { gates: GateEvaluation[]; memory: unknown; newestCanaryAt: number | null; news: boolean };

/**
 * Evaluates the gates of a batch of releases on what has arrived by now: one or two statements for all of them. A release
 * without an entry keeps what it had.
 */
export type Judge = (sql: Sql, releases: readonly LaneRelease[], now: number) => Promise<Map<string, GateLook>>;

/** Looks at the telemetry of every release that someone may see, before it is decided on. */
export async function look(sql: Sql, judge: Judge, lane: Lane, changes: Changes): Promise<void> {
  const watched = [...lane.services.values()].flatMap(({ releases }) => releases.filter(isWatched));
  if (watched.length === 0) return;
  const looks = await judge(sql, watched, lane.now);
  for (const release of watched) {
    const found = looks.get(release.id);
    const service = lane.services.get(release.service);
    if (!found || !service) continue;
    const gates = found.gates.map((gate) => unchanged(gate, release.gates) ?? gate);
    const visible = !sameJson(gates, release.gates);
    release.gates = gates;
    release.gateMemory = found.memory;
    release.newestCanaryAt = found.newestCanaryAt;
    if (visible || found.news) changes.touch(service, release, visible);
  }
}

/** The evaluation as it was, where this look says the same: looking again, a moment later, is no change by itself. */
function unchanged(gate: GateEvaluation, before: readonly GateEvaluation[]): GateEvaluation | undefined {
  const same = before.find(({ name }) => name === gate.name);
  return same && sameJson({ ...gate, evaluatedAt: same.evaluatedAt }, same) ? same : undefined;
}

const WATCHED: readonly string[] = ['awaiting_approval', 'applying', 'holding', 'paused'];

const isWatched = ({ state }: LaneRelease): boolean => state.confirmed !== null && WATCHED.includes(state.status);
