import type { Sql } from '@/lib/db/sql';
import type { Counts } from '@/lib/gates/counts';
import { type Folded, fold, type GateMemory } from '@/lib/gates/fold';
import { packMemory, type StoredMemory, unpackMemory } from '@/lib/gates/pack';
import { sameJson } from '@/lib/shared/same-json';
import { isFarBehind, readNewSamples } from '@/lib/telemetry/read-new-samples';
import { readWindow } from '@/lib/telemetry/read-window';
import type { WindowSums } from '@/lib/telemetry/samples';
import { historyWindow, look, memoryFor, rebuilt, recordedWindow } from '../machine/look';
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
    const memory = memoryFor(release, unpacked(stored(release.gateMemory)));
    if (memory) watched.push({ release, memory });
    else
      looks.set(release.id, { gates: [], memory: {}, newestCanaryAt: null, news: stored(release.gateMemory) !== null });
  }
  if (watched.length === 0) return looks;
  for (const { release, folded } of await foldNews(sql, watched)) {
    const ready = await withPast(sql, release, folded.memory);
    const found = look(release, ready, folded.closed, now);
    const memory = packMemory(found.memory);
    const news = isNews(stored(release.gateMemory), memory);
    looks.set(release.id, { gates: found.gates, memory, newestCanaryAt: memory.newestCanaryAt, news });
  }
  return looks;
}

/**
 * Takes in what arrived since the last look. Where a sample came after its slot had closed, or the database is a restored
 * one, the memory is built again from all that is stored, so that it never depends on the order of arrival.
 */
async function foldNews(sql: Sql, watched: readonly Watched[]): Promise<{ release: LaneRelease; folded: Folded }[]> {
  const arrived = await readNewSamples(sql, watched.map(requestOf));
  const first = watched.map(({ release, memory }) => {
    const folded = fold(memory, arrived.samples.get(release.id) ?? [], versionsOf(release), arrived.horizon);
    const again = folded.tooLate || arrived.reset.has(release.id) ? rebuilt(memory) : null;
    return { release, folded, again };
  });
  const stale = first.flatMap(({ release, again }) => (again ? [{ release, memory: again }] : []));
  if (stale.length === 0) return first;
  const all = await readNewSamples(sql, stale.map(requestOf));
  return first.map(({ release, folded, again }) => {
    if (!again) return { release, folded };
    return { release, folded: fold(again, all.samples.get(release.id) ?? [], versionsOf(release), all.horizon) };
  });
}

const requestOf = ({ release, memory }: Watched) => ({
  key: release.id,
  service: release.service,
  versions: versionsOf(release),
  since: memory.began,
  cursor: memory.cursor,
});

/** The baseline's own past: before the release for the edges of latencies, before the step where no other is left. */
async function withPast(sql: Sql, release: LaneRelease, memory: GateMemory): Promise<GateMemory> {
  const { service, baselineVersion: version } = release;
  const read = async (window: { from: number; to: number } | null): Promise<Counts | null> =>
    window ? countsOfWindow(await readWindow(sql, { service, version, began: memory.began, ...window })) : null;
  const history = memory.history ?? (await read(historyWindow(release, memory)));
  const recorded = memory.recorded ?? (await read(recordedWindow(release, memory)));
  return { ...memory, history, recorded };
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
function isNews(before: StoredMemory | null, after: StoredMemory): boolean {
  if (!before || isFarBehind(before.cursor, after.cursor)) return true;
  return !sameJson({ ...before, cursor: null }, { ...after, cursor: null });
}

/** The memory as it was stored; null before the first look, and for the form that an older version left. */
function stored(memory: unknown): StoredMemory | null {
  return memory !== null && typeof memory === 'object' && 'began' in memory ? (memory as StoredMemory) : null;
}

const unpacked = (memory: StoredMemory | null): GateMemory | null => memory && unpackMemory(memory);
