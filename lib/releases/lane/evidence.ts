import type { Sql } from '@/lib/db/sql';
import { type Counts, fold, freshMemory, type GateMemory } from '@/lib/gates/fold';
import { sameJson } from '@/lib/shared/same-json';
import { isFarBehind, readNewSamples } from '@/lib/telemetry/read-new-samples';
import { readWindow } from '@/lib/telemetry/read-window';
import type { WindowSums } from '@/lib/telemetry/samples';
import { look, memoryFor, recordedWindow } from '../machine/look';
import type { GateLook } from './gates';
import type { LaneRelease } from './model';

type Watched = { release: LaneRelease; memory: GateMemory };

const versionsOf = ({ version, baselineVersion }: LaneRelease) => ({ canary: version, baseline: baselineVersion });

/**
 * The gates of a batch on what the telemetry store holds: one statement for all that is new. The past of a baseline is
 * read once per step, only where no concurrent one is left. Implements `Judge`.
 */
export async function judgeByTelemetry(
  sql: Sql,
  releases: readonly LaneRelease[],
  now: number,
): Promise<Map<string, GateLook>> {
  const looks = new Map<string, GateLook>();
  const watched: Watched[] = [];
  for (const release of releases) {
    const memory = memoryFor(release, stored(release.gateMemory));
    if (memory) watched.push({ release, memory });
    else
      looks.set(release.id, { gates: [], memory: {}, newestCanaryAt: null, news: stored(release.gateMemory) !== null });
  }
  if (watched.length === 0) return looks;
  const arrived = await readNewSamples(
    sql,
    watched.map(({ release, memory }) => ({
      key: release.id,
      service: release.service,
      versions: versionsOf(release),
      since: memory.since,
      cursor: memory.cursor,
    })),
  );
  for (const { release, memory } of watched) {
    const from = arrived.reset.has(release.id) ? freshMemory(memory.since) : memory;
    const folded = fold(from, arrived.samples.get(release.id) ?? [], versionsOf(release), arrived.horizon);
    const ready = await withRecorded(sql, release, folded);
    const found = look(release, ready, now);
    const news = isNews(stored(release.gateMemory), found.memory);
    looks.set(release.id, { ...found, newestCanaryAt: found.memory.newestCanaryAt, news });
  }
  return looks;
}

async function withRecorded(sql: Sql, release: LaneRelease, memory: GateMemory): Promise<GateMemory> {
  const window = recordedWindow(release, memory);
  if (!window || release.baselineVersion === null) return memory;
  const sums = await readWindow(sql, { service: release.service, version: release.baselineVersion, ...window });
  return { ...memory, recorded: countsOfWindow(sums) };
}

const countsOfWindow = ({ requests, errors, latency, values }: WindowSums): Counts => ({
  requests,
  errors,
  latency: latency ? { [latency.bounds.join(',')]: [...latency.counts] } : {},
  values: { ...values },
});

/**
 * Whether the memory must be written: something was counted, or the next read would start too far back. A cursor that
 * moved over transactions of others alone is not worth a row each second.
 */
function isNews(before: GateMemory | null, after: GateMemory): boolean {
  if (!before || isFarBehind(before.cursor, after.cursor)) return true;
  return !sameJson({ ...before, cursor: null }, { ...after, cursor: null });
}

/** The memory as it was stored; `{}` before the first look. */
function stored(memory: unknown): GateMemory | null {
  return memory !== null && typeof memory === 'object' && 'since' in memory ? (memory as GateMemory) : null;
}
