import type { Sql } from '@/lib/db/sql';
import type { StoredMemory } from '@/lib/gates/pack';
import type { GateEvaluation, GateSpec } from '@/lib/gates/schema';
import type { Slot } from '@/lib/gates/slots';
import { type TracePoint, traceGate } from '@/lib/gates/trace';
import { SLOT_MS } from '@/lib/judge/slot';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import type { ReleaseState } from '@/lib/releases/state';
import { readSlots } from './read-slots';
import type { Series, SeriesEvidence } from './series-schema';

/** What the evidence of a release is made of, as it is stored. */
export type EvidenceSource = {
  id: string;
  service: string;
  version: string;
  baseline: string | null;
  plan: PlanSpec;
  state: ReleaseState;
  memory: StoredMemory | null;
  gates: readonly GateEvaluation[];
};

/** Evidence is made anew for each answer, from at most so much of a release: the longest window a page shows. */
export const TRACED_MS = 6 * 3_600_000;

const CONFIRMED = `SELECT (extract(epoch FROM at) * 1000)::float8 AS at, (data->>'step')::int AS step FROM audit_event
WHERE release_id = $1 AND type = 'exposure.confirmed' ORDER BY at`;

type Hold = { at: number; step: number };

/**
 * How the evidence of each gate on the SLI of a series came about, one point for each bucket of the series that has one, at
 * most about 240.
 * Only gates that are judged by evidence have any. A release that has been judged for longer than six hours is traced from
 * six hours before the end of the window; `since` says from when its evidence is counted here.
 */
export async function seriesEvidence(
  sql: Sql,
  release: EvidenceSource,
  series: Pick<Series, 'sli' | 'from' | 'to' | 'bucketMs'>,
): Promise<SeriesEvidence[]> {
  const specs = Object.entries(release.plan.gates).filter(
    ([, { sli, method }]) => sli === series.sli && method === 'sequential',
  );
  if (specs.length === 0) return [];
  const { state } = release;
  const to = Math.min(Date.parse(series.to), state.rollback?.at ?? state.finishedAt ?? Number.POSITIVE_INFINITY);
  const holds = (await sql.query<Hold>(CONFIRMED, [release.id])).filter(({ at }) => at < to);
  const began = Math.max(holds[0]?.at ?? to, to - TRACED_MS);
  if (began >= to) return [];
  const marks = marksOf(release, holds).filter((mark) => mark > began);
  const versions = { canary: release.version, baseline: release.baseline };
  const { service } = release;
  const slots = await readSlots(sql, { service, versions, sli: series.sli, marks, from: began, to });
  return specs.flatMap(([gate, spec]) => {
    const traced = trace(release, gate, spec, { holds, began, marks: [began, ...marks], slots, series });
    return traced ? [traced] : [];
  });
}

/** Where slots begin: those the controller remembers; holds alone before its first look. */
const marksOf = ({ memory, state }: EvidenceSource, holds: readonly Hold[]): number[] => {
  const all = [...(memory?.marks ?? []), ...Object.values(state.resets), ...holds.map(({ at }) => at)];
  return [...new Set(all)].sort((a, b) => a - b);
};

type Drawn = {
  holds: readonly Hold[];
  began: number;
  marks: number[];
  slots: readonly Slot[];
  series: Pick<Series, 'from' | 'bucketMs'>;
};

function trace(
  release: EvidenceSource,
  gate: string,
  spec: GateSpec,
  { holds, began, marks, slots, series }: Drawn,
): SeriesEvidence | null {
  const { plan, memory, state } = release;
  const isWatched = (hold: Hold): boolean => stepGates(plan, hold.step).includes(gate);
  const holdAt = (at: number): Hold | undefined => holds.findLast((hold) => hold.at <= at);
  const mine = holds.filter(isWatched);
  const starts = [...new Set(mine.map(({ at }) => Math.max(at, began)))];
  const watched = slots.filter(({ at }) => {
    const hold = holdAt(at);
    return hold !== undefined && isWatched(hold);
  });
  const [since] = starts;
  if (since === undefined) return null;
  const judge = memory?.gates[gate]?.judge;
  const points = traceGate({
    spec,
    steps: plan.steps.length,
    holds: starts,
    marks,
    resetAt: state.resets[gate] ?? null,
    edges: judge?.edges ?? null,
    history: memory?.history ?? null,
    recorded: memory?.since === starts.at(-1) ? (memory?.recorded ?? null) : null,
    slots: watched,
    wanted: lastOfEach(series, watched),
  });
  return told(release, gate, spec, since, points, judge?.edges ?? []);
}

/** Weighing costs fifty times as much as counting, so a long window is weighed at so many moments. */
const MOST_POINTS = 240;

/** One slot for each bucket, or for each few of a long window: its last; and the newest of all. */
function lastOfEach({ from, bucketMs }: Drawn['series'], slots: readonly Slot[]): (slot: Slot) => boolean {
  const begin = Date.parse(from) - bucketMs;
  const inside = slots.filter(({ at }) => at >= begin);
  const span = (inside.at(-1)?.at ?? 0) - (inside[0]?.at ?? 0);
  const width = bucketMs * Math.max(1, Math.ceil(span / bucketMs / MOST_POINTS));
  if (width <= SLOT_MS) return ({ at }) => at >= begin;
  const last = new Map(inside.map((slot) => [Math.floor(slot.at / width), slot]));
  return (slot) => slot.at >= begin && last.get(Math.floor(slot.at / width)) === slot;
}

/** The points as shares of what a verdict needs; what was reached stays reached, as the verdict does. */
function told(
  { plan, gates, state }: EvidenceSource,
  gate: string,
  spec: GateSpec,
  since: number,
  points: readonly TracePoint[],
  edges: readonly (number | null)[],
): SeriesEvidence {
  const now = gates.find(({ name }) => name === gate)?.evidence;
  const family = Object.values(plan.gates).filter(({ method }) => method === 'sequential').length;
  const needWorse = now?.needWorse ?? Math.log(family / spec.alpha);
  const needFine = now?.needFine ?? Math.log(1 / spec.beta);
  const failedAt = state.fails[gate]?.at ?? null;
  const latches: SeriesEvidence['latches'] = failedAt === null ? [] : [{ side: 'worse', at: iso(failedAt) }];
  let proven: number | null = null;
  let worst = 0;
  const shown = points.map((point) => {
    worst = Math.max(worst, point.logWorse);
    if (point.logFine >= needFine && proven !== point.hold) {
      proven = point.hold;
      latches.push({ side: 'fine', at: iso(point.at) });
    }
    const isFailed = failedAt !== null && point.at >= failedAt - SLOT_MS && worst >= needWorse;
    return {
      at: iso(point.at),
      worse: isFailed ? 1 : share(point.logWorse, needWorse),
      fine: proven === point.hold ? 1 : share(point.logFine, needFine),
      logWorse: rounded(point.logWorse),
      logFine: rounded(point.logFine),
      band: point.band,
    };
  });
  const calm = points.findLastIndex(({ guarded }) => !guarded);
  const guarded = points.at(-1)?.guarded ? points[calm + 1] : undefined;
  return {
    gate,
    since: iso(since),
    edgesMs: edges.filter((edge) => edge !== null),
    needWorse,
    needFine,
    guardedSince: guarded ? iso(guarded.at) : null,
    latches,
    points: shown,
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const share = (log: number, need: number): number => rounded(Math.min(1, Math.max(0, log / need)));
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
